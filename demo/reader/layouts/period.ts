/** No other line of a driver's licence or an identity card holds two dates, or one that leads somewhere. */
export const period = /^\D*(?:19|20)\d{2}\D\d{2}\D\d{2}(?:至|到|-|—|~)+(?:20\d{2}\D\d{2}|长期)/;
