import type { CardName } from '@scanfill/proxy/contract';
import type { CardLayout } from './layout.ts';
import { businessLicense } from './layouts/business.ts';
import { householdHead, householdResident, idCardBack, idCardFront } from './layouts/identity.ts';
import { passport } from './layouts/passport.ts';
import { driverLicenseBack, driverLicenseFront, vehicleLicenseBack, vehicleLicenseFront } from './layouts/vehicles.ts';

/** Cards without labels: a number alone, found by its form. */
const unlabelled: CardLayout = { fields: [], proof: { texts: {} } };

/** Every card type's layout. */
export const layouts: Readonly<Record<CardName, CardLayout>> = {
  'business-license': businessLicense,
  'id-card-front': idCardFront,
  'id-card-back': idCardBack,
  passport,
  'bank-card': unlabelled,
  'driver-license-front': driverLicenseFront,
  'driver-license-back': driverLicenseBack,
  'vehicle-license-front': vehicleLicenseFront,
  'vehicle-license-back': vehicleLicenseBack,
  'vehicle-num': unlabelled,
  'vehicle-vin': unlabelled,
  'household-head': householdHead,
  'household-resident': householdResident,
};
