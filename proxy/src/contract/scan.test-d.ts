import { expectTypeOf, test } from 'vitest';
import type { DoneScan, Scan } from './scan.ts';

test('the fields of a scan are typed by its card type', () => {
  type Passport = DoneScan<'passport'>['fields'];
  expectTypeOf<Passport['personId']>().toEqualTypeOf<string | undefined>();
  expectTypeOf<DoneScan<'vehicle-license-back'>['fields']['approvedPassengerCapacity']>().toEqualTypeOf<
    number | undefined
  >();
  expectTypeOf<DoneScan<'id-card-front'>['fields']['numberValid']>().toEqualTypeOf<boolean | undefined>();
  expectTypeOf<Passport>().not.toHaveProperty('bankCardNum');
});

test('fields can be named without narrowing the state first', () => {
  expectTypeOf<NonNullable<Scan<'passport'>['fields']>['personId']>().toEqualTypeOf<string | undefined>();
});

test('state and card tell a scan apart', () => {
  const scan = {} as Scan;
  if (scan.state === 'done' && scan.card === 'bank-card') {
    expectTypeOf(scan.fields.bankCardNum).toEqualTypeOf<string | undefined>();
  }
  if (scan.state === 'failed') expectTypeOf(scan.problem.code).toBeString();
  expectTypeOf<Scan<'passport'>['card']>().toEqualTypeOf<'passport'>();
});
