import type { ServiceTraits } from "../../model/service-traits";

/** What a wildcard stands for, as a part of a pattern. */
const STANDS_FOR: Readonly<Record<string, string>> = { "%": ".*", "*": ".*", _: "." };

/** The name filter of a service: tells whether it selects a name. */
export function nameFilter(
  text: string,
  { nameMatch, nameCase, nameWildcards }: Pick<ServiceTraits, "nameMatch" | "nameCase" | "nameWildcards">,
): (name: string) => boolean {
  const [begin, end] = { part: ["", ""], prefix: ["^", ""], whole: ["^", "$"] }[nameMatch];
  const pattern = Array.from(text, (char) => {
    return (nameWildcards.includes(char) && STANDS_FOR[char]) || char.replace(/[\\^$.*+?()[\]{}|/]/u, "\\$&");
  }).join("");
  const expression = new RegExp(`${begin}${pattern}${end}`, nameCase === "any" ? "isu" : "su");
  return (name) => expression.test(name);
}
