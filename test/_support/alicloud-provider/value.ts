import { Decoder, Encoder, ExtensionCodec } from "@msgpack/msgpack";

/** A value of a resource: what Terraform and a provider tell each other. */
export type Value =
  | null
  | boolean
  | number
  | bigint
  | string
  | Unknown
  | readonly Value[]
  | { readonly [name: string]: Value };

/** A block with everything in it. */
export type Attributes = { readonly [name: string]: Value };

/** Stands for what is known after apply. */
class Unknown {}
export const UNKNOWN = new Unknown();

/** Terraform writes what is not known as an extension, with or without what it knows about it. */
const extensions = new ExtensionCodec();
const encode = (value: unknown) => (value instanceof Unknown ? new Uint8Array([0]) : null);
for (const type of [0, 12]) extensions.register({ type, encode, decode: () => UNKNOWN });

const codec = { extensionCodec: extensions, useBigInt64: true };

/** A value as the protocol carries it. */
export interface DynamicValue {
  readonly msgpack: Uint8Array;
}

export function encodeValue(value: Attributes | null): DynamicValue {
  return { msgpack: new Encoder(codec).encode(value) };
}

/** Whole numbers that a double cannot hold come as `bigint`. */
export function decodeValue({ msgpack }: DynamicValue): Attributes | null {
  return new Decoder(codec).decode(msgpack) as Attributes | null;
}
