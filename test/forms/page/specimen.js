/** Fictional people and cards; none of them exists. */

export const idFront = {
  name: '张三',
  nationality: '汉',
  number: '11010519491231002X',
  birth: '1949-12-31',
  address: '北京市朝阳区建国路88号',
};

/** A birthday that reads as a date in either order of day and month. */
export const idFrontEarly = { ...idFront, number: '110105198003070020', birth: '1980-03-07' };

export const idBack = { authority: '北京市公安局朝阳分局', startDate: '2010-05-06', endDate: '2030-05-16' };

export const idBackOpen = { ...idBack, endDate: 'long-term' };

export const passport = {
  srcCountry: 'CHN',
  personId: 'E00000000',
  name: 'LIN XIAOYUE',
  surname: 'LIN',
  givenName: 'XIAOYUE',
  birthDate: '1949-12-31',
  birthPlace: 'BEIJING',
  issueDate: '2021-05-17',
  expireDate: '2031-05-16',
  authority: 'MPS EXIT AND ENTRY ADMINISTRATION',
  line0: 'P<CHNLIN<<XIAOYUE<<<<<<<<<<<<<<<<<<<<<<<<<<<',
  line1: 'E000000008CHN4912310F3105168<<<<<<<<<<<<<<<6',
};

export const bankCard = { bankCardNum: '6222021234567890128' };

export const driverFront = {
  name: '张三',
  number: '11010519491231002X',
  address: '北京市朝阳区建国路88号',
  vehicleType: 'C1',
  validStartDate: '2010-05-06',
  validEndDate: '2030-05-16',
};

export const driverBack = { archiveNum: '012345678901' };

export const business = {
  companyName: '示例科技有限公司',
  creditCode: '91350100M000100Y43',
  legalPerson: '张三',
  address: '福建省福州市鼓楼区示例路1号',
  establishDate: '2015-03-18',
};
