/** A number with its noun, as a language has them: `1 character`, `2 characters`. */
export function counted(language: string, one: string, other: string): (count: number) => string {
  const [rules, number] = [new Intl.PluralRules(language), new Intl.NumberFormat(language)];
  return (count) => `${number.format(count)} ${rules.select(count) === "one" ? one : other}`;
}
