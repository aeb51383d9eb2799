import { hashMapper, stringToTerraform, TerraformDataSource, TerraformResource } from "cdktf";
import type { Construct } from "constructs";

/** Tags as a binding takes them. */
interface TagsConfig {
  readonly tags?: { [key: string]: string };
}

/** A resource as `cdktf get` writes it for a provider whose tags are a map. */
export class TaggedResource extends TerraformResource {
  private _tags?: { [key: string]: string } | undefined;

  constructor(scope: Construct, id: string, config: TagsConfig) {
    super(scope, id, { terraformResourceType: "test_thing" });
    this._tags = config.tags;
  }

  get tags(): { [key: string]: string } {
    return this.getStringMapAttribute("tags");
  }
  set tags(value: { [key: string]: string }) {
    this._tags = value;
  }
  get tagsInput(): { [key: string]: string } | undefined {
    return this._tags;
  }

  protected override synthesizeAttributes(): { [name: string]: unknown } {
    return { tags: hashMapper(stringToTerraform)(this._tags) };
  }
}

/** A resource that shows what it was given, and lets nobody set it. */
export class TagsInputOnly extends TerraformResource {
  constructor(
    scope: Construct,
    id: string,
    readonly tagsInput: { [key: string]: string },
  ) {
    super(scope, id, { terraformResourceType: "test_thing" });
  }

  protected override synthesizeAttributes(): { [name: string]: unknown } {
    return { tags: hashMapper(stringToTerraform)(this.tagsInput) };
  }
}

/** A resource as `cdktf get` writes it for a provider whose tags are blocks. */
export class TagBlocks extends TerraformResource {
  constructor(scope: Construct, id: string) {
    super(scope, id, { terraformResourceType: "test_thing" });
  }

  get tagsInput(): undefined {
    return undefined;
  }
  putTags(_value: readonly unknown[]): void {}
}

/** A data source as `cdktf get` writes it: its tags select what is read. */
export class TaggedDataSource extends TerraformDataSource {
  private _tags?: { [key: string]: string } | undefined;

  constructor(scope: Construct, id: string, config: TagsConfig) {
    super(scope, id, { terraformResourceType: "test_things" });
    this._tags = config.tags;
  }

  get tags(): { [key: string]: string } {
    return this.getStringMapAttribute("tags");
  }
  set tags(value: { [key: string]: string }) {
    this._tags = value;
  }
  get tagsInput(): { [key: string]: string } | undefined {
    return this._tags;
  }

  protected override synthesizeAttributes(): { [name: string]: unknown } {
    return { tags: hashMapper(stringToTerraform)(this._tags) };
  }
}
