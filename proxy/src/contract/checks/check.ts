import type { CheckName } from '../card-spec.ts';
import { isCreditCode } from './credit-code.ts';
import { parseIdNumber } from './id-number.ts';
import { isBankCardNumber } from './luhn.ts';
import { isMrzLine1, isMrzLine2 } from './mrz.ts';
import { isPlate } from './plate.ts';
import { isCheckedVin } from './vin.ts';

const checks: Readonly<Record<CheckName, (text: string, today?: string) => boolean>> = {
  'id-number': (text, today) => parseIdNumber(text, today) !== undefined,
  'credit-code': isCreditCode,
  luhn: isBankCardNumber,
  vin: isCheckedVin,
  plate: isPlate,
  'mrz-line-1': isMrzLine1,
  'mrz-line-2': isMrzLine2,
};

/**
 * Whether a value passes the published check of its field. With `today` (`YYYY-MM-DD`) an ID number whose birth is yet
 * to come does not.
 */
export function passesCheck(check: CheckName, text: string, today?: string): boolean {
  return checks[check](text, today);
}
