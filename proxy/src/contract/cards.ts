import type { CardSpec } from './card-spec.ts';

/**
 * The 13 card types of Green's card OCR (Alibaba Cloud's page on asynchronous card OCR, "Structured card recognition"),
 * one row each. A row holds the property of Green's answer, and each field with its wire spellings, type and labels.
 * Everything else — schemas, types, widget, stand-in, docs — derives from these rows.
 */
export const cards = {
  'business-license': {
    label: { en: 'Business licence', zh: '营业执照' },
    property: 'businessLicenseInfo',
    fields: {
      companyName: { type: 'text', label: { en: 'Company name', zh: '名称' }, autocomplete: 'organization' },
      companyType: { type: 'text', label: { en: 'Company type', zh: '类型' } },
      legalPerson: { type: 'text', label: { en: 'Legal representative', zh: '法定代表人' } },
      establishDate: { type: 'date', label: { en: 'Date of establishment', zh: '成立日期' } },
      validPeriod: {
        type: 'expiry',
        wire: ['vaildPeriod', 'validPeriod'],
        label: { en: 'Valid until', zh: '营业期限' },
        expires: true,
      },
      address: { type: 'text', label: { en: 'Registered address', zh: '住所' }, autocomplete: 'street-address' },
      capital: { type: 'text', label: { en: 'Registered capital', zh: '注册资本' } },
      business: { type: 'text', label: { en: 'Business scope', zh: '经营范围' }, long: true },
      copy: { type: 'boolean', label: { en: 'Duplicate', zh: '副本' } },
      copyId: { type: 'text', label: { en: 'Duplicate number', zh: '副本编号' } },
      certSN: { type: 'text', label: { en: 'Certificate number', zh: '证照编号' } },
      creditCode: {
        type: 'text',
        label: { en: 'Unified social credit code', zh: '统一社会信用代码' },
        check: 'credit-code',
      },
      organizationCode: { type: 'text', label: { en: 'Organisation code', zh: '组织机构代码' } },
      taxCode: { type: 'text', label: { en: 'Tax registration number', zh: '税务登记号' } },
      companySN: { type: 'text', label: { en: 'Registration number', zh: '注册号' } },
      composition: { type: 'text', label: { en: 'Form of organisation', zh: '组成形式' } },
      paidInCapital: { type: 'text', label: { en: 'Paid-in capital', zh: '实收资本' } },
    },
  },
  'id-card-front': {
    label: { en: 'ID card, portrait side', zh: '身份证人像面' },
    property: 'idCardInfo',
    otherSide: 'id-card-back',
    fields: {
      name: { type: 'text', label: { en: 'Name', zh: '姓名' }, autocomplete: 'name' },
      nationality: { type: 'text', label: { en: 'Ethnic group', zh: '民族' } },
      number: { type: 'text', label: { en: 'ID number', zh: '公民身份号码' }, check: 'id-number' },
      birth: { type: 'date', century: 'past', label: { en: 'Date of birth', zh: '出生日期' }, autocomplete: 'bday' },
      address: { type: 'text', label: { en: 'Address', zh: '住址' }, autocomplete: 'street-address', long: true },
      angle: { type: 'number', label: { en: 'Rotation', zh: '旋转角度' }, about: 'image' },
      copy: { type: 'boolean', label: { en: 'Photocopy', zh: '复印件' }, about: 'image' },
      remake: { type: 'boolean', label: { en: 'Photo of a photo', zh: '翻拍' }, about: 'image' },
      type: { type: 'text', label: { en: 'Side', zh: '证件面' }, about: 'image' },
      numberValid: { type: 'boolean', label: { en: 'Number valid', zh: '号码有效' }, about: 'image' },
    },
  },
  'id-card-back': {
    label: { en: 'ID card, emblem side', zh: '身份证国徽面' },
    property: 'idCardInfo',
    otherSide: 'id-card-front',
    fields: {
      authority: { type: 'text', label: { en: 'Issuing authority', zh: '签发机关' } },
      startDate: { type: 'date', label: { en: 'Valid from', zh: '有效期起始' } },
      endDate: {
        type: 'expiry',
        from: 'startDate',
        label: { en: 'Valid until', zh: '有效期截止' },
        expires: true,
      },
      angle: { type: 'number', label: { en: 'Rotation', zh: '旋转角度' }, about: 'image' },
      copy: { type: 'boolean', label: { en: 'Photocopy', zh: '复印件' }, about: 'image' },
      remake: { type: 'boolean', label: { en: 'Photo of a photo', zh: '翻拍' }, about: 'image' },
      type: { type: 'text', label: { en: 'Side', zh: '证件面' }, about: 'image' },
    },
  },
  passport: {
    label: { en: 'Passport', zh: '护照' },
    property: 'passportInfo',
    fields: {
      type: { type: 'text', label: { en: 'Type', zh: '护照类型' } },
      srcCountry: { type: 'text', label: { en: 'Issuing country', zh: '签发国' }, autocomplete: 'country' },
      personId: { type: 'text', label: { en: 'Passport number', zh: '护照号码' } },
      name: { type: 'text', label: { en: 'Full name', zh: '姓名' }, autocomplete: 'name' },
      surname: { type: 'text', label: { en: 'Surname', zh: '姓' }, autocomplete: 'family-name' },
      givenName: { type: 'text', label: { en: 'Given names', zh: '名' }, autocomplete: 'given-name' },
      cnName: { type: 'text', label: { en: 'Chinese name', zh: '中文姓名' } },
      cnNameRaw: { type: 'text', label: { en: 'Chinese name as printed', zh: '中文姓名(原文)' } },
      birthDate: {
        type: 'date',
        century: 'past',
        label: { en: 'Date of birth', zh: '出生日期' },
        autocomplete: 'bday',
      },
      birthDay: { type: 'date', century: 'past', label: { en: 'Day of birth', zh: '出生日' } },
      birthPlace: { type: 'text', label: { en: 'Place of birth', zh: '出生地点' } },
      birthPlaceRaw: { type: 'text', label: { en: 'Place of birth as printed', zh: '出生地点(原文)' } },
      issueDate: { type: 'date', century: 'past', label: { en: 'Date of issue', zh: '签发日期' } },
      issuePlace: { type: 'text', label: { en: 'Place of issue', zh: '签发地点' } },
      issuePlaceRaw: { type: 'text', label: { en: 'Place of issue as printed', zh: '签发地点(原文)' } },
      expireDate: {
        type: 'expiry',
        century: 'near',
        from: 'issueDate',
        label: { en: 'Date of expiry', zh: '有效期至' },
        expires: true,
      },
      expireDay: { type: 'expiry', century: 'near', label: { en: 'Day of expiry', zh: '到期日' } },
      authority: { type: 'text', label: { en: 'Authority', zh: '签发机关' } },
      line0: { type: 'text', label: { en: 'Machine-readable line 1', zh: '机读码第一行' }, check: 'mrz-line-1' },
      line1: { type: 'text', label: { en: 'Machine-readable line 2', zh: '机读码第二行' }, check: 'mrz-line-2' },
    },
  },
  'bank-card': {
    label: { en: 'Bank card', zh: '银行卡' },
    property: 'bankCardInfo',
    fields: {
      bankCardNum: { type: 'text', label: { en: 'Card number', zh: '卡号' }, check: 'luhn', autocomplete: 'cc-number' },
    },
  },
  'driver-license-front': {
    label: { en: "Driver's licence, main page", zh: '驾驶证主页' },
    property: 'driverLicenseFrontInfo',
    otherSide: 'driver-license-back',
    fields: {
      name: { type: 'text', label: { en: 'Name', zh: '姓名' }, autocomplete: 'name' },
      number: { type: 'text', label: { en: 'Licence number', zh: '证号' }, check: 'id-number' },
      address: { type: 'text', label: { en: 'Address', zh: '住址' }, autocomplete: 'street-address', long: true },
      vehicleType: { type: 'text', label: { en: 'Class', zh: '准驾车型' } },
      validStartDate: { type: 'date', label: { en: 'Valid from', zh: '有效期起始' } },
      validEndDate: {
        type: 'expiry',
        from: 'validStartDate',
        label: { en: 'Valid until', zh: '有效期截止' },
        expires: true,
      },
    },
  },
  'driver-license-back': {
    label: { en: "Driver's licence, second page", zh: '驾驶证副页' },
    property: 'driverLicenseBackInfo',
    otherSide: 'driver-license-front',
    fields: {
      archiveNum: { type: 'text', label: { en: 'File number', zh: '档案编号' } },
    },
  },
  'vehicle-license-front': {
    label: { en: 'Vehicle licence, main page', zh: '行驶证主页' },
    property: 'vehicleLicenseFrontInfo',
    otherSide: 'vehicle-license-back',
    fields: {
      plateNum: { type: 'text', label: { en: 'Plate number', zh: '号牌号码' }, check: 'plate' },
      vehicleType: { type: 'text', label: { en: 'Vehicle type', zh: '车辆类型' } },
      owner: { type: 'text', label: { en: 'Owner', zh: '所有人' }, autocomplete: 'name' },
      useCharacter: { type: 'text', label: { en: 'Use', zh: '使用性质' } },
      address: { type: 'text', label: { en: 'Address', zh: '住址' }, autocomplete: 'street-address', long: true },
      model: { type: 'text', label: { en: 'Make and model', zh: '品牌型号' } },
      vin: { type: 'text', label: { en: 'VIN', zh: '车辆识别代号' }, check: 'vin' },
      engineNum: { type: 'text', label: { en: 'Engine number', zh: '发动机号码' } },
      registerDate: { type: 'date', label: { en: 'Date of registration', zh: '注册日期' } },
      issueDate: { type: 'date', label: { en: 'Date of issue', zh: '发证日期' } },
    },
  },
  'vehicle-license-back': {
    label: { en: 'Vehicle licence, second page', zh: '行驶证副页' },
    property: 'vehicleLicenseBackInfo',
    otherSide: 'vehicle-license-front',
    fields: {
      plateNum: { type: 'text', label: { en: 'Plate number', zh: '号牌号码' }, check: 'plate' },
      fileNum: { type: 'text', label: { en: 'File number', zh: '档案编号' } },
      approvedPassengerCapacity: {
        type: 'integer',
        wire: ['appprovedPassengerCapacity', 'approvedPassengerCapacity'],
        label: { en: 'Seats', zh: '核定载人数' },
      },
      grossMass: { type: 'text', label: { en: 'Gross mass', zh: '总质量' } },
      unladenMass: { type: 'text', label: { en: 'Unladen mass', zh: '整备质量' } },
      approvedLoad: { type: 'text', label: { en: 'Approved load', zh: '核定载质量' } },
      tractionMass: { type: 'text', label: { en: 'Traction mass', zh: '准牵引总质量' } },
      inspectionRecord: { type: 'text', label: { en: 'Inspection record', zh: '检验记录' } },
      overallDimension: { type: 'dimension', label: { en: 'Overall dimensions (mm)', zh: '外廓尺寸(毫米)' } },
    },
  },
  'vehicle-num': {
    label: { en: 'Licence plate', zh: '车牌' },
    property: 'vehicleNumInfo',
    fields: {
      num: { type: 'text', label: { en: 'Plate number', zh: '车牌号码' }, check: 'plate' },
      rate: { type: 'number', label: { en: 'Confidence (0–100)', zh: '号码置信度' }, about: 'image' },
      vehicleType: { type: 'text', label: { en: 'Plate type', zh: '车牌类型' } },
      vehicleTypeRate: { type: 'number', label: { en: 'Type confidence (0–100)', zh: '类型置信度' }, about: 'image' },
    },
  },
  'vehicle-vin': {
    label: { en: 'VIN', zh: '车架号' },
    property: 'vehicleVinInfo',
    fields: {
      vin: { type: 'text', label: { en: 'VIN', zh: '车辆识别代号' }, check: 'vin' },
    },
  },
  'household-head': {
    label: { en: 'Household register, head page', zh: '户口簿户主页' },
    property: 'ocrCardInfo',
    otherSide: 'household-resident',
    fields: {
      locationNumber: { type: 'text', label: { en: 'Place number', zh: '地址编号' } },
      issueDate: { type: 'date', label: { en: 'Date of issue', zh: '签发日期' } },
      householdType: { type: 'text', label: { en: 'Household type', zh: '户别' } },
      houseHolder: { type: 'text', label: { en: 'Head of household', zh: '户主姓名' } },
      address: { type: 'text', label: { en: 'Address', zh: '住址' }, autocomplete: 'street-address', long: true },
      community: { type: 'text', label: { en: 'Community', zh: '社区' } },
      householdNumber: { type: 'text', label: { en: 'Household number', zh: '户号' } },
      undertaker: { type: 'text', label: { en: 'Registrar', zh: '承办人' } },
      type: { type: 'text', label: { en: 'Page type', zh: '页面类型' }, about: 'image' },
    },
  },
  'household-resident': {
    label: { en: 'Household register, resident page', zh: '户口簿常住人口页' },
    property: 'ocrCardInfo',
    otherSide: 'household-head',
    fields: {
      name: { type: 'text', label: { en: 'Name', zh: '姓名' }, autocomplete: 'name' },
      formerName: { type: 'text', label: { en: 'Former name', zh: '曾用名' } },
      relationTo: { type: 'text', label: { en: 'Relation to head of household', zh: '与户主关系' } },
      nation: { type: 'text', label: { en: 'Ethnic group', zh: '民族' } },
      birthday: { type: 'date', century: 'past', label: { en: 'Date of birth', zh: '出生日期' }, autocomplete: 'bday' },
      birthPlace: { type: 'text', label: { en: 'Place of birth', zh: '出生地' } },
      hometown: { type: 'text', label: { en: 'Ancestral home', zh: '籍贯' } },
      idNumber: { type: 'text', label: { en: 'ID number', zh: '公民身份证件编号' }, check: 'id-number' },
      religion: { type: 'text', label: { en: 'Religion', zh: '宗教信仰' } },
      education: { type: 'text', label: { en: 'Education', zh: '文化程度' } },
      maritalStatus: { type: 'text', label: { en: 'Marital status', zh: '婚姻状况' } },
      militaryService: { type: 'text', label: { en: 'Military service', zh: '兵役状况' } },
      occupation: { type: 'text', label: { en: 'Occupation', zh: '职业' } },
      servicePremises: { type: 'text', label: { en: 'Place of work', zh: '服务处所' } },
      height: { type: 'text', label: { en: 'Height', zh: '身高' } },
      bloodType: { type: 'text', label: { en: 'Blood type', zh: '血型' } },
      otherAddress: { type: 'text', label: { en: 'Other address in this city', zh: '本市(县)其他住址' }, long: true },
      migrationDate1: { type: 'text', label: { en: 'Moved to this city, from', zh: '何时由何地迁来本市(县)' } },
      migrationDate2: { type: 'text', label: { en: 'Moved to this address, from', zh: '何时由何地迁来本址' } },
      householdNumber: { type: 'text', label: { en: 'Household number', zh: '户号' } },
      registerDate: { type: 'date', label: { en: 'Date of registration', zh: '登记日期' } },
      undertaker: { type: 'text', label: { en: 'Registrar', zh: '承办人' } },
      type: { type: 'text', label: { en: 'Page type', zh: '页面类型' }, about: 'image' },
    },
  },
} as const satisfies Record<string, CardSpec>;

/** The value of Green's `extras.card` and of `?card=`. */
export type CardName = keyof typeof cards;

/** All card types, in the order they are shown. */
export const cardNames = Object.keys(cards) as readonly CardName[];

/** Whether a text names a card type. */
export function isCardName(text: unknown): text is CardName {
  return typeof text === 'string' && Object.keys(cards).includes(text);
}
