/** A number with its noun, as a language has them: `1 character`, `2 characters`. */
export function counted(language: string, one: string, other: string): (count: number) => string {
  // Made when a number is said: they load the languages' data, which took two thirds of this page's own start.
  let made: [Intl.PluralRules, Intl.NumberFormat] | undefined;
  return (count) => {
    const [rules, number] = (made ??= [new Intl.PluralRules(language), new Intl.NumberFormat(language)]);
    return `${number.format(count)} ${rules.select(count) === "one" ? one : other}`;
  };
}
