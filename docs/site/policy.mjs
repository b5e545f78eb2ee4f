/**
 * The content security policy of the site, which every page carries itself: everything comes from where the page does.
 * Styles may stand in attributes, as those of highlighted code do; scripts may not. `blob:` is a photo's preview.
 */
export const policy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');
