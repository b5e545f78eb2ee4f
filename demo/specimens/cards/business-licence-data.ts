import { capital as capitalText, company, companyTypes } from '../data/companies.ts';
import { type Day, dayBefore, dayIn, iso, yearsLater } from '../data/dates.ts';
import { creditCode, organisationCode } from '../data/numbers.ts';
import { chineseName } from '../data/people.ts';
import { address, type Place, place } from '../data/places.ts';
import type { Random } from '../random.ts';

/** What one licence says, whatever its layout. */
export type Licence = {
  where: Place;
  name: string;
  type: string;
  person: string;
  capital: string;
  business: string;
  address: string;
  founded: Day;
  until: Day | undefined;
  code: string;
  duplicate: boolean;
  copyId: string;
};

/** A fictional company's licence, founded in the year given at the latest. */
export function licence(random: Random, latest = 2024): Licence {
  const where = place(random);
  const { name, business } = company(random, where);
  const founded = dayIn(random, 1998, latest);
  const years = random.pick([0, 10, 20, 30]);
  const code = creditCode(where.code, '91', organisationCode(random));
  const duplicate = random.chance(0.65);
  return {
    where,
    name,
    business,
    founded,
    code,
    duplicate,
    until: years === 0 ? undefined : dayBefore(yearsLater(founded, years)),
    type: random.pick(companyTypes),
    person: chineseName(random).chinese,
    capital: capitalText(random),
    address: address(random, where),
    copyId: duplicate && random.chance(0.5) ? `${random.int(1, 3)}-${random.int(1, 3)}` : '',
  };
}

/** Its normalised fields. */
export function licenceFields(paper: Licence): Record<string, unknown> {
  return {
    companyName: paper.name,
    companyType: paper.type,
    legalPerson: paper.person,
    establishDate: iso(paper.founded),
    validPeriod: paper.until ? iso(paper.until) : 'long-term',
    address: paper.address,
    capital: paper.capital,
    business: paper.business,
    copy: paper.duplicate,
    ...(paper.copyId ? { copyId: paper.copyId } : {}),
    creditCode: paper.code,
  };
}
