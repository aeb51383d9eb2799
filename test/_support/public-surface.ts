/** What takes no argument, or is told about something that went wrong already: an error must not hide another. */
const EXEMPT = ["DataWorksError", "DiAlarmRule#synthesizeAttributes", "resetLookups"];

/** The functions that a module gives to its users: its own, those in its objects, and the methods of its classes. */
export function functionsOf(module: object): string[] {
  return namesOf(module, ({ value }) => typeof value === "function");
}

/** Its functions, and whatever else an instance of its classes can be asked for. */
export function membersOf(module: object): string[] {
  return namesOf(module, ({ value, get }) => typeof value === "function" || get !== undefined);
}

type IsMember = (property: PropertyDescriptor) => boolean;

function namesOf(module: object, isMember: IsMember): string[] {
  return Object.entries(module).flatMap(([name, value]): string[] => {
    if (EXEMPT.includes(name)) return [];
    if (typeof value === "object")
      return Object.keys(value).flatMap((key) => (typeof value[key] === "function" ? [`${name}.${key}`] : []));
    if (typeof value !== "function") return [];
    return String(value).startsWith("class") ? ofClass(name, value, isMember) : [name];
  });
}

function ofClass(name: string, given: { readonly prototype: object }, isMember: IsMember): string[] {
  const members = [`new ${name}`];
  for (let own = given; isOurs(own); own = Object.getPrototypeOf(own)) {
    members.push(...ownMembers(own, isMember).map((member) => `${name}.${member}`));
    members.push(...ownMembers(own.prototype, isMember).map((member) => `${name}#${member}`));
  }
  return members.filter((member) => !EXEMPT.includes(member));
}

function ownMembers(holder: object, isMember: IsMember): string[] {
  return Object.entries(Object.getOwnPropertyDescriptors(holder)).flatMap(([name, property]) =>
    isMember(property) && name !== "constructor" ? [name] : [],
  );
}

/** Not a framework's class, nor the root of all functions. */
function isOurs(value: { readonly prototype: object }): boolean {
  return typeof value === "function" && /^class (DiJobs|DiAlarmRule|TagWithJob)/.test(String(value));
}
