import type { CardName } from '@scanfill/proxy/contract';
import { businessLicense } from './business.ts';
import { householdHead, householdResident, idCardBack, idCardFront } from './identity.ts';
import type { CardLayout } from './layout.ts';
import { bankCard, vehicleNum, vehicleVin } from './numbers.ts';
import { passport } from './passport.ts';
import { driverLicenseBack, driverLicenseFront, vehicleLicenseBack, vehicleLicenseFront } from './vehicles.ts';

/** Every card type's layout. */
export const layouts: Readonly<Record<CardName, CardLayout>> = {
  'business-license': businessLicense,
  'id-card-front': idCardFront,
  'id-card-back': idCardBack,
  passport,
  'bank-card': bankCard,
  'driver-license-front': driverLicenseFront,
  'driver-license-back': driverLicenseBack,
  'vehicle-license-front': vehicleLicenseFront,
  'vehicle-license-back': vehicleLicenseBack,
  'vehicle-num': vehicleNum,
  'vehicle-vin': vehicleVin,
  'household-head': householdHead,
  'household-resident': householdResident,
};
