import type { Texts } from '../texts/en.ts';
import type { Fault } from './check.ts';
import type { LineName } from './fields.ts';

/** The sentence that stands beside a faulty line. */
export function faultText(texts: Texts, name: LineName, label: string, fault: Fault): string {
  switch (fault) {
    case 'required':
      return name === 'consent' ? texts.needConsent : name === 'sex' ? texts.chooseSex : texts.required(label);
    case 'date':
      return texts.badDate(label);
    case 'id-number':
      return texts.badIdNumber;
    case 'birth-mismatch':
      return texts.birthMismatch;
    case 'period':
      return texts.periodOrder;
    case 'expired':
      return texts.cardExpired;
    case 'phone':
      return texts.badPhone;
  }
}
