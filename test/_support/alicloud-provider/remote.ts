import type { Attributes, Value } from "./value";

/** A resource as the cloud has it, by its type and id. */
export interface Remote {
  read(type: string, id: Value | undefined): Attributes | undefined;
  write(type: string, attributes: Attributes): void;
  remove(type: string, id: Value | undefined): void;
  /** What the cloud gives a new resource: its id, and the number that stands in it. */
  idsOf(type: string, planned: Attributes): Attributes;
}

/** A cloud in memory: it forgets everything when the process ends. */
export function remoteInMemory(): Remote {
  const resources = new Map<string, Attributes>();
  const key = (type: string, id: Value | undefined) => `${type} ${String(id)}`;
  let last = 500_000;
  return {
    read: (type, id) => resources.get(key(type, id)),
    write: (type, attributes) => void resources.set(key(type, attributes.id), attributes),
    remove: (type, id) => void resources.delete(key(type, id)),
    idsOf: (type, planned) => {
      last += 1;
      return IDS[type]?.(last, planned) ?? { id: `${type}-${last}` };
    },
  };
}

const IDS: Readonly<Record<string, (next: number, planned: Attributes) => Attributes>> = {
  alicloud_data_works_di_alarm_rule: (next, { di_job_id }) => ({ id: `${di_job_id}:${next}`, di_alarm_rule_id: next }),
  alicloud_data_works_di_job: (next, { project_id }) => ({ id: `${project_id}:${next}`, di_job_id: next }),
  alicloud_data_works_project: (next) => ({ id: `${next}` }),
};
