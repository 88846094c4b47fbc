export const codeLength = 6;

/** The code in what was typed or pasted: a whole sentence, other scripts' digits, blanks between. */
export function codeIn(text: string): string {
  const plain = text.normalize("NFKC").replace(/\p{Nd}/gu, latin);
  const alone = plain.match(/(?<!\d)\d{3}[\s-]?\d{3}(?!\d)/);
  return (alone?.[0] ?? plain).replace(/\D/g, "").slice(0, codeLength);
}

/** Unicode lays the ten digits of a script out from ...0 or from ...6. */
function latin(digit: string): string {
  const point = digit.codePointAt(0) as number;
  const low = point & 15;
  return String(/\p{Nd}/u.test(String.fromCodePoint(point - low)) ? low : low - 6);
}
