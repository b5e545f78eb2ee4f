/** What is said of files that are no photo, in English; see `en-camera.ts`. */
export const foreignTexts = {
  refuseHeic:
    'This is a HEIC photo, which this browser cannot open. Open it with your picture viewer, save it as JPEG and choose that.',
  refuseHeicIphone:
    'This is a HEIC photo, which cannot be read here. Choose “Most Compatible” under Settings › Camera › Formats and take the photo again.',
  refuseHeicAndroid:
    'This is a HEIC photo, which cannot be read here. Turn HEIC or HEIF off in the settings of your camera app and take the photo again.',
  refuseTiff: 'This is a {format} picture. Please save it as JPEG or PNG and choose it again.',
  refusePdf: 'This is a PDF. Please take a photo or a screenshot of the page with the card.',
  refuseLocked: 'This PDF asks for a password. Please take a photo or a screenshot of the page with the card.',
  refusePages:
    'This PDF has {actual} pages; the limit is {limit}. Please take a screenshot of the page with the card, or save that page alone.',
  refuseSlow: 'This file takes too long to open. Please take a photo or a screenshot of the card instead.',
  refuseSvg: 'This is a drawing (SVG). Please choose a photo of the card.',
  refuseVideo: 'This is a video. Please choose a photo of the card.',
  refuseDocument: 'This is a document ({format}). Please choose a photo of the card.',
} as const;
