import type { CardName } from '@scanfill/proxy/contract';
import { bankCard } from './cards/bank-card.ts';
import { businessLicence } from './cards/business-licence.ts';
import { driverLicenceBack, driverLicenceFront } from './cards/driver-licence.ts';
import { householdHead, householdResident } from './cards/household.ts';
import { idCardBack, idCardFront } from './cards/id-card.ts';
import { passport } from './cards/passport.ts';
import { plate } from './cards/plate.ts';
import { vehicleLicenceBack, vehicleLicenceFront } from './cards/vehicle-licence.ts';
import { vinPlate } from './cards/vin-plate.ts';
import type { Layout } from './parts.ts';

/** The ways each card type looks. */
export const layouts: Readonly<Record<CardName, readonly Layout[]>> = {
  'business-license': businessLicence,
  'id-card-front': idCardFront,
  'id-card-back': idCardBack,
  passport,
  'bank-card': bankCard,
  'driver-license-front': driverLicenceFront,
  'driver-license-back': driverLicenceBack,
  'vehicle-license-front': vehicleLicenceFront,
  'vehicle-license-back': vehicleLicenceBack,
  'vehicle-num': plate,
  'vehicle-vin': vinPlate,
  'household-head': householdHead,
  'household-resident': householdResident,
};
