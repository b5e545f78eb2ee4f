/**
 * The contract: card types, limits, problems, normalisation, checks and image inspection, as data and pure functions
 * without imports.
 */
export { assess } from './contract/assess.ts';
export { calendarDate } from './contract/calendar.ts';
export type { CardSpec, CheckName, FieldSpec, FieldType, Label } from './contract/card-spec.ts';
export { type CardName, cardNames, cards, isCardName } from './contract/cards.ts';
export { type CardNetwork, cardNetwork, cardNetworks } from './contract/checks/card-network.ts';
export { passesCheck } from './contract/checks/check.ts';
export { creditCodeCheckDigit, isCreditCode, organisationCodeCheckDigit } from './contract/checks/credit-code.ts';
export { idNumberCheckDigit } from './contract/checks/id-check-digit.ts';
export { type IdNumber, parseIdNumber, provinces } from './contract/checks/id-number.ts';
export { isBankCardNumber, luhnCheckDigit } from './contract/checks/luhn.ts';
export {
  isMrzLine1,
  isMrzLine2,
  isNameCutOff,
  type MrzLine1,
  type MrzLine2,
  mrzCheckDigit,
  parseMrzLine1,
  parseMrzLine2,
} from './contract/checks/mrz.ts';
export {
  isNewEnergyPlate,
  isPlate,
  type PlateColour,
  type PlateSpec,
  plateOf,
  plateProvinces,
  plates,
  plateVehicleType,
} from './contract/checks/plate.ts';
export { isCheckedVin, isVin, vinCheckDigit } from './contract/checks/vin.ts';
export { withDigits } from './contract/chinese-numerals.ts';
export { consentHeader } from './contract/consent.ts';
export { contradictions } from './contract/contradictions.ts';
export {
  type DateFound,
  type DateOptions,
  datesIn,
  parseDate,
  plainDates,
} from './contract/dates.ts';
export { ethnicGroupOf, ethnicGroups } from './contract/ethnic-groups.ts';
export { type ForeignFormat, foreignFormat } from './contract/inspect/foreign.ts';
export { inspectBlob } from './contract/inspect/inspect-blob.ts';
export { type BlobLike, inspectBlobWith } from './contract/inspect/inspect-blob-with.ts';
export { createInspector, type Inspector } from './contract/inspect/inspect-stream.ts';
export type {
  ImageInfo,
  ImageWarning,
  Inspection,
  Orientation,
  RefusalCode,
  RefusalParams,
} from './contract/inspect/inspection.ts';
export { refuseFormat } from './contract/inspect/judge.ts';
export { formats, type ImageFormat, limits, type SizeLimits } from './contract/limits.ts';
export { monthOf } from './contract/months.ts';
export { cardSpec, type Normalised, normalise, normaliseValue, wireNames } from './contract/normalise.ts';
export { type Problem, type ProblemCode, problemOf, problems } from './contract/problems.ts';
export type {
  Dimension,
  DoneScan,
  FailedScan,
  FieldName,
  Fields,
  FieldValue,
  PendingScan,
  Scan,
  Warning,
  WarningCode,
} from './contract/scan.ts';
export { heldFor, shownInstead } from './contract/shown-card.ts';
export { checkValue, suggest, type ValueCheck } from './contract/suggest.ts';
export { endOfTerm, isLongTerm, longTerm } from './contract/terms.ts';
