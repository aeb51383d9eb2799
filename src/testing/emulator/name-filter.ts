import type { ServiceTraits } from "../../model/service-traits";

/** What a wildcard stands for, as a part of a pattern. */
const STANDS_FOR: Readonly<Record<string, string>> = { "%": ".*", "*": ".*", _: "." };

const MATCHES: Readonly<Record<ServiceTraits["nameMatch"], (name: string, text: string) => boolean>> = {
  part: (name, text) => name.includes(text),
  prefix: (name, text) => name.startsWith(text),
  whole: (name, text) => name === text,
};

/** The name filter of a service: tells whether it selects a name. */
export function nameFilter(
  text: string,
  { nameMatch, nameCase, nameWildcards }: Pick<ServiceTraits, "nameMatch" | "nameCase" | "nameWildcards">,
): (name: string) => boolean {
  const fold = (name: string) => (nameCase === "any" ? name.toLowerCase() : name);
  if (!Array.from(text).some((char) => nameWildcards.includes(char))) {
    const wanted = fold(text);
    return (name) => MATCHES[nameMatch](fold(name), wanted);
  }
  const [begin, end] = { part: ["", ""], prefix: ["^", ""], whole: ["^", "$"] }[nameMatch];
  const pattern = Array.from(text, (char) => {
    return (nameWildcards.includes(char) && STANDS_FOR[char]) || char.replace(/[\\^$.*+?()[\]{}|/]/u, "\\$&");
  }).join("");
  const expression = new RegExp(`${begin}${pattern}${end}`, nameCase === "any" ? "isu" : "su");
  return (name) => expression.test(name);
}
