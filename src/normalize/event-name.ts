const digits = (code: number): boolean => code >= 48 && code <= 57;

/**
 * The event name without the API version that Lambda, CloudFront and others append: `UpdateFunctionCode20150331v2` →
 * `UpdateFunctionCode`, `CreateDistribution2020_05_31` → `CreateDistribution`. Other names come back as they are.
 */
export function plainEventName(name: string): string {
  // Nearly every name ends in a letter other than a suffix's digit, so the pattern below runs for very few.
  if (!digits(name.charCodeAt(name.length - 1)) || name.length > 256) return name;
  return name.replace(/(?<=[A-Za-z])(?:19|20)\d\d(?:[01]\d[0-3]\d|_[01]\d_[0-3]\d)(?:v\d+)?$/, '');
}

const reading = /^(?:Get|List|Describe|BatchGet|Head|Search|Assume)/;

/** Whether a call changes nothing, as far as its name says. */
export function isReadingName(name: string): boolean {
  return reading.test(name);
}
