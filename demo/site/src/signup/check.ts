import { calendarDate, longTerm, parseIdNumber } from '@scanfill/proxy/contract';
import { type Application, type LineName, lineNames } from './fields.ts';

/** What is wrong with a line of the application. */
export type Fault = 'required' | 'date' | 'id-number' | 'birth-mismatch' | 'period' | 'expired' | 'phone';

/** Checks an application; gives the faults by line, in the order of the form. `today` is `YYYY-MM-DD`. */
export function checkApplication(values: Application, today: string): ReadonlyMap<LineName, Fault> {
  const faults = new Map<LineName, Fault>();
  for (const name of lineNames) {
    const fault = values[name] === '' ? 'required' : faultOf(name, values, today);
    if (fault !== undefined) faults.set(name, fault);
  }
  return faults;
}

function faultOf(name: LineName, values: Application, today: string): Fault | undefined {
  const value = values[name];
  switch (name) {
    case 'birth':
      if (!isDate(value) || value > today) return 'date';
      return contradicts(values, today) ? 'birth-mismatch' : undefined;
    case 'startDate':
      return isDate(value) ? undefined : 'date';
    case 'endDate':
      if (value === longTerm) return undefined;
      if (!isDate(value)) return 'date';
      if (isDate(values.startDate) && value <= values.startDate) return 'period';
      return value < today ? 'expired' : undefined;
    case 'number':
      return parseIdNumber(value, today) === undefined ? 'id-number' : undefined;
    case 'phone':
      return /^\+?\d{6,15}$/.test(value.replace(/[\s()-]/g, '')) ? undefined : 'phone';
    default:
      return undefined;
  }
}

function isDate(text: string): boolean {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  return parts !== null && calendarDate(Number(parts[1]), Number(parts[2]), Number(parts[3])) !== undefined;
}

function contradicts(values: Application, today: string): boolean {
  const birth = parseIdNumber(values.number, today)?.birth;
  return birth !== undefined && birth !== values.birth;
}
