import type { IConstruct } from "constructs";
import { invalidArgument } from "../errors/arguments";
import { constructArgument, flag, isRecord, list, optional, optionsOf, text } from "../model/arguments";
import { literal } from "../text/literal";
import { isToken } from "../text/token";
import { annotate } from "./annotation";
import { JOB_TAG_FORMS, type JobTagOptions, MOST_TAGS, rawJobTags } from "./job-tags";
import { mergedTags, type RawTags } from "./merged-tags";
import { type Attributes, isMarked, isOverridable, type Overridable, overridesOf } from "./overrides";
import { type AnyDiJob, jobArgument } from "./stack-di-job";

/** How {@link TagWithJob} tags. */
export interface TagWithJobOptions extends JobTagOptions {
  /**
   * Replaces a tag that a resource has under the same key.
   *
   * @default false: what was set by hand, or by an earlier aspect, stays
   */
  readonly overwrite?: boolean;
  /**
   * Types of resources written as a bare `TerraformResource` that can have tags, such as `alicloud_vpc`.
   *
   * A generated binding says by itself that it has tags; a bare resource does so only by a `tags` override.
   *
   * @default none
   */
  readonly resourceTypes?: readonly string[];
}

const read = optionsOf<TagWithJobOptions>("TagWithJob", {
  ...JOB_TAG_FORMS,
  overwrite: optional(flag),
  resourceTypes: optional(list(text)),
});

/**
 * An aspect that puts the tags of a job on every resource in a scope that can have tags.
 *
 * It works on resources of generated bindings, on bare resources that have a `tags` override or whose type is named,
 * and leaves data sources alone, whose `tags` select. A resource that would have more than 20 tags gets an error.
 *
 * @example
 * Aspects.of(this).add(new TagWithJob(orders, { prefix: "di-job-" }));
 */
export class TagWithJob {
  readonly #tags: RawTags;
  readonly #overwrite: boolean;
  readonly #resourceTypes: readonly string[];
  readonly #visited = new WeakSet<IConstruct>();

  /** @throws DataWorksError `InvalidArgument` as {@link jobTags} does, `UnresolvedToken`. */
  constructor(job: AnyDiJob, options: TagWithJobOptions = {}) {
    const { overwrite = false, resourceTypes = [], ...tagOptions } = read(options);
    this.#tags = rawJobTags(jobArgument(job, "job"), tagOptions);
    this.#overwrite = overwrite;
    this.#resourceTypes = resourceTypes;
  }

  /**
   * Tags one construct; called by the framework for every construct in the scope.
   *
   * @throws DataWorksError `InvalidArgument` for what is no construct.
   */
  visit(construct: IConstruct): void {
    constructArgument(construct, "construct");
    if (this.#visited.has(construct) || !isMarked(construct, "TerraformResource") || !isOverridable(construct)) return;
    if (!("tagsInput" in construct || "tags" in overridesOf(construct) || this.#isNamed(construct))) return;
    // A second synthesis of the same app must not merge twice.
    this.#visited.add(construct);
    if ("putTags" in construct) annotate(construct, "warn", "its tags are a list of blocks: TagWithJob left it alone");
    else this.#tag(construct);
  }

  #isNamed(construct: IConstruct): boolean {
    return (
      "terraformResourceType" in construct &&
      this.#resourceTypes.some((type) => type === construct.terraformResourceType)
    );
  }

  #tag(resource: Overridable): void {
    const input = "tagsInput" in resource ? resource.tagsInput : undefined;
    const { tags: override } = overridesOf(resource);
    if (override === undefined) {
      const tags = mergedTags(input, this.#tags, this.#overwrite);
      // A resource without a setter for tags still takes an override.
      if (!("tags" in resource && Reflect.set(resource, "tags", tags))) resource.addOverride("tags", tags);
      refuseTooMany(resource, tags);
    } else {
      // The framework lays the override over the input, so what the input has by hand is left out of it.
      const byHand = this.#overwrite ? {} : attributesOf(input);
      const added = this.#tags.filter(([key]) => !Object.hasOwn(byHand, literal(key)));
      const tags = mergedTags(override, added, this.#overwrite);
      resource.addOverride("tags", tags);
      refuseTooMany(resource, { ...attributesOf(input), ...attributesOf(tags) });
    }
  }
}

function attributesOf(tags: unknown): Attributes {
  return isRecord(tags) && !isToken(tags) ? tags : {};
}

function refuseTooMany(resource: IConstruct, tags: unknown): void {
  const count = Object.keys(attributesOf(tags)).length;
  if (count <= MOST_TAGS) return;
  const repair = `a resource can have ${MOST_TAGS} tags: name fewer fields, or take away some of its own`;
  annotate(resource, "error", invalidArgument("the number of tags", count, repair).message);
}
