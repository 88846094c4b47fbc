// Values that Cognito takes for custom attributes, which `custom.attributes` of the settings describes.
const value = ({ type, minLength = 0, maxLength = 2048, minValue, maxValue = 7 }) =>
  ({
    Boolean: "true",
    DateTime: "2030-01-31T09:30:00Z",
    Number: String(minValue ?? Math.min(7, maxValue)),
    String: "Example Ltd".slice(0, maxLength).padEnd(minLength, "."),
  })[type];

/** One value for each attribute that its owner may write, by its full name. */
export const written = (attributes) =>
  Object.fromEntries(
    Object.entries(attributes)
      .filter(([, { writable }]) => writable)
      .map(([name, attribute]) => [name, value(attribute)]),
  );
