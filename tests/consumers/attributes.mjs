// Values that Cognito takes for custom attributes, which `custom.attributes` of the settings describes.
// A limit is null where there is none.
const value = ({ type, minLength, maxLength, minValue, maxValue }) =>
  ({
    Boolean: "true",
    DateTime: "2030-01-31T09:30:00Z",
    Number: String(minValue ?? Math.min(7, maxValue ?? 7)),
    String: "Example Ltd".slice(0, maxLength ?? 2048).padEnd(minLength ?? 0, "."),
  })[type];

/** One value for each attribute that its owner may write, by its full name. */
export const written = (attributes) =>
  Object.fromEntries(
    Object.entries(attributes)
      .filter(([, { writable }]) => writable)
      .map(([name, attribute]) => [name, value(attribute)]),
  );
