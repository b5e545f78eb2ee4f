import type { cameraTexts } from './en-camera.ts';
import type { consentTexts } from './en-consent.ts';
import type { foreignTexts } from './en-foreign.ts';
import type { groupTexts } from './en-group.ts';
import type { hintTexts } from './en-hints.ts';
import type { lookTexts } from './en-look.ts';
import type { mixUpTexts } from './en-mix-up.ts';
import type { pagesTexts } from './en-pages.ts';
import type { phoneTexts } from './en-phone.ts';
import type { reviewTexts } from './en-review.ts';
import type { FirstLanguage } from './language.ts';

/**
 * The widget's texts in English, save those that come with a part loaded later; by all their keys the list of texts any
 * other language must have. `{name}` is filled in. Sentences avoid plurals ("Fields filled: 3"), so that a text is a
 * plain string in every language.
 */
const texts = {
  choose: 'Choose a photo',
  orDrop: 'or drop or paste it here',
  dropNow: 'Drop the photo',
  formats: 'JPEG, PNG, WebP, BMP or GIF, up to {mb} MB',
  takePhoto: 'Take a photo',
  photoOf: '{action}: {card}',
  preview: 'The chosen photo',

  stepPrepare: 'Prepare',
  stepUpload: 'Upload',
  stepRead: 'Read',
  inspecting: 'Checking the photo…',
  preparing: 'Preparing the photo…',
  uploading: 'Uploading…',
  uploadedOf: '{percent} %',
  recognising: 'Reading the card…',
  takesLonger: 'This takes longer than usual. You can keep waiting.',
  offline: 'You are offline. This goes on by itself once you are connected again.',
  retrying: 'The connection is unsteady or the service is busy. Trying again…',

  cancel: 'Cancel',
  cancelled: 'Cancelled. Nothing was kept.',
  reloaded: 'The page was reloaded while the camera was open, so the photo was lost. Please take it once more.',
  retry: 'Try again',
  retryBilled: 'Send it again',
  replace: 'Use another photo',
  remove: 'Remove',
  removed: 'Removed. Nothing was kept.',
  useAnyway: 'Use this photo anyway',

  refusedTitle: 'This file cannot be used',
  failedTitle: 'This did not work',
  refuseFormat: 'This is not a picture that can be read. Please choose a JPEG, PNG, WebP, BMP or GIF.',
  refuseBytes: 'This file has {actual} MB; the limit is {limit} MB. Please choose a smaller one.',
  refuseEmpty: 'This file is empty. Please choose another one.',
  refuseUnreadable: 'This picture is damaged or incomplete. Please choose another one.',
  refuseGone: 'This file was changed or deleted since. Please choose it again.',
  refuseSide: 'This picture is {actual} pixels long on one side; the limit is {limit}. Please choose a smaller one.',
  refusePixels: 'This picture has {actual} megapixels; the limit is {limit}. Please choose a smaller one.',
  refuseGif: 'This GIF has {actual} megapixels; the limit is {limit}. Please choose a JPEG or PNG instead.',
  refuseMany: 'Please choose one photo at a time.',

  failNetwork: 'The service cannot be reached. Check your connection and try again.',
  failPart: 'A part of this page could not be loaded. Check your connection; if that does not help, reload the page.',
  failBrowser: 'This browser is too old: {missing} is missing. Please update it or type by hand.',
  failTimeout: 'This took too long. Please try again.',
  failSession: 'Your session has ended. Please reload the page and try again.',
  failRefused: 'This page may not use the service. Please tell the people who run it.',
  failBusy: 'The service is very busy. Please try again in a moment.',
  failQuota: 'The number of photos for this session is used up.',
  failDay: 'No more photos can be read today. Please try again tomorrow.',
  failGone: 'The result is no longer there. Please send the photo again.',
  failPhoto: 'The card could not be read from this photo. Please try another one.',
  failUnsure: 'It is not known whether the photo was read. You can send it again; it may then be counted twice.',
  failPrepare: 'This photo could not be opened by the browser. Please save it as JPEG or take a new one.',
  failTarget: 'This photo could not be made small enough to send. Please take a new one.',
  failOther: 'Something went wrong. Please try again.',

  required: 'Please add a photo of this card.',
  notYet: 'Please wait until the card has been read.',
  notFilled: 'Please wait until the form has been filled.',
} as const;

/** The key of a text. */
export type TextKey = keyof (typeof texts &
  typeof cameraTexts &
  typeof consentTexts &
  typeof foreignTexts &
  typeof groupTexts &
  typeof hintTexts &
  typeof lookTexts &
  typeof mixUpTexts &
  typeof pagesTexts &
  typeof phoneTexts &
  typeof reviewTexts);

export const en = {
  lang: 'en',
  dir: 'ltr',
  titles: {
    'business-license': 'Business licence',
    'id-card-front': 'ID card, portrait side',
    'id-card-back': 'ID card, emblem side',
    passport: 'Passport',
    'bank-card': 'Bank card',
    'driver-license-front': "Driver's licence, main page",
    'driver-license-back': "Driver's licence, second page",
    'vehicle-license-front': 'Vehicle licence, main page',
    'vehicle-license-back': 'Vehicle licence, second page',
    'vehicle-num': 'Licence plate',
    'vehicle-vin': 'VIN',
    'household-head': 'Household register, head page',
    'household-resident': 'Household register, resident page',
  },
  texts,
  labelOf: (label) => label.en,
} satisfies FirstLanguage;

export default en;
