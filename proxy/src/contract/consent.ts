/**
 * The request header by which a page says which of the host's words the person accepted before the photo was sent:
 * `<version>; age=<seconds>`, the version percent-encoded.
 */
export const consentHeader = 'Scanfill-Consent';
