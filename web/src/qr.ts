import { encode } from "uqr";

const svg = "http://www.w3.org/2000/svg";

/** A QR code as one SVG path: crisp at any size, and built without markup text. */
export function qrCode(text: string, label: string): SVGSVGElement {
  const { data, size } = encode(text, { ecc: "M", border: 4 });
  const squares = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : "")));
  const path = document.createElementNS(svg, "path");
  path.setAttribute("d", squares.join(""));
  const image = document.createElementNS(svg, "svg");
  image.setAttribute("viewBox", `0 0 ${size} ${size}`);
  image.setAttribute("class", "qr");
  image.setAttribute("role", "img");
  image.setAttribute("aria-label", label);
  image.append(path);
  return image;
}
