import { describe, expect, test } from 'vitest';
import type { CardLayout } from '../layouts/layout.ts';
import { layouts } from '../layouts/layouts.ts';
import { rowsOf } from '../rows/rows.ts';
import type { Line } from '../sight/text.ts';
import { line } from '../testing/lines.ts';
import { fill } from './fill.ts';

const filled = (layout: CardLayout, lines: readonly Line[]) => {
  const { values, proof } = fill(rowsOf(lines), layout);
  return { ...Object.fromEntries(values), proof };
};

const front = [
  line('姓名', 20, 30),
  line('沈知秋', 80, 30),
  line('性别', 20, 60),
  line('女', 80, 60),
  line('民族汉', 130, 60),
  line('出生', 20, 90),
  line('1949年12月31日', 80, 90),
  line('住址', 20, 120),
  line('江苏省南京市玄武区梧桐巷', 80, 120),
  line('18号3幢502室', 80, 145),
  line('公民身份号码', 20, 220),
  line('11010519491231002X', 160, 220),
];

describe('fill', () => {
  test('takes the value right of its label and joins its further lines', () => {
    expect(filled(layouts['id-card-front'], front)).toMatchObject({
      name: '沈知秋',
      nationality: '汉',
      birth: '1949-12-31',
      address: '江苏省南京市玄武区梧桐巷18号3幢502室',
      number: '11010519491231002X',
    });
  });

  test('reads labels that are spaced out, run into their value or misread', () => {
    const lines = [
      line('签发机天', 20, 30),
      line('南京市公安局玄武分局', 120, 30),
      line('有效期限2015.03.21-长期', 20, 60),
      line('居民身份证', 60, 5),
    ];
    expect(filled(layouts['id-card-back'], lines)).toMatchObject({
      authority: '南京市公安局玄武分局',
      startDate: '2015-03-21',
      endDate: '长期',
    });
  });

  test('puts a value where the standard prints it when its label was not found', () => {
    const unlabelled = front.filter(({ text }) => text !== '姓名');
    expect(filled(layouts['id-card-front'], unlabelled)).toMatchObject({ name: '沈知秋' });
  });

  test('takes the line below a label where values stand below', () => {
    const lines = [
      line('PASSPORT', 20, 10),
      line('Date of issue / Date de délivrance', 100, 40, 12),
      line('05 NOV 2015', 100, 58, 18),
      line('Authority', 400, 40, 12),
      line('PASSPORT OFFICE', 400, 58, 18),
    ];
    expect(filled(layouts.passport, lines)).toMatchObject({ issueDate: '20151105', authority: 'PASSPORT OFFICE' });
  });

  test('joins a label of two lines and reads the value beside both', () => {
    const lines = [
      line('常住人口登记卡', 100, 10),
      line('户主或与', 20, 50),
      line('户主关系', 20, 68),
      line('长女', 120, 59),
      line('文化程度', 20, 100),
      line('婚姻状况', 200, 100),
      line('未婚', 300, 100),
    ];
    const found = filled(layouts['household-resident'], lines);
    expect(found).toMatchObject({ relationTo: '长女', maritalStatus: '未婚' });
    expect(found).not.toHaveProperty('education');
  });

  test('takes no character for a label of one that it only resembles', () => {
    const wife = line('妻', 120, 59);
    const doubtful = { ...wife, marks: wife.marks.map((mark) => ({ ...mark, others: [{ char: '县', score: 0.2 }] })) };
    const lines = [line('户主或与', 20, 50), line('户主关系', 20, 68), doubtful, line('文化程度', 20, 100)];
    expect(filled(layouts['household-resident'], lines)).toMatchObject({ relationTo: '妻' });
  });

  test('leaves a short value that stands where its label was cut', () => {
    const cut = front.map((item) => (item.text === '民族汉' ? line('民汉', 130, 60) : item));
    expect(filled(layouts['id-card-front'], cut)).toMatchObject({ nationality: '汉' });
  });

  test('knows a label that follows other text without a gap by the labels above it', () => {
    const lines = [
      line('营业执照', 100, 10),
      line('注册资本', 300, 40),
      line('伍拾万圆整', 400, 40),
      line('成立日期', 300, 70),
      line('2006年03月02日', 400, 70),
      line('营业期限', 300, 100),
      line('长期', 400, 100),
      line('经营范围许可项目:食品销售。住', 48, 130),
      line('所', 354, 130),
      line('广西壮族自治区南宁市', 400, 130),
    ];
    expect(filled(layouts['business-license'], lines)).toMatchObject({
      address: '广西壮族自治区南宁市',
      business: '许可项目:食品销售。',
    });
  });

  test('knows a span of dates by its form where its label is missing', () => {
    const lines = [
      line('中华人民共和国机动车驾驶证', 60, 5),
      line('证号', 20, 40),
      line('11010519491231002X', 100, 40),
      line('初次领证日期', 20, 80),
      line('2021-04-25', 160, 80),
      line('2021-04-25至2027-04-25', 100, 160),
    ];
    expect(filled(layouts['driver-license-front'], lines)).toMatchObject({
      validStartDate: '2021-04-25',
      validEndDate: '2027-04-25',
    });
  });

  test('ends a value at no word of its own that resembles a label', () => {
    const lines = [
      line('营业执照', 100, 10),
      line('（副本）（3-1）', 100, 40),
      line('经营范围', 20, 80),
      line('仓储服务。（凭营业执照依法自主开展', 120, 80),
      line('经营活动）', 120, 105),
      line('注册资本', 20, 150),
      line('参拾万元整', 120, 150),
    ];
    expect(filled(layouts['business-license'], lines)).toMatchObject({
      business: '仓储服务。(凭营业执照依法自主开展经营活动)',
      copyId: '3-1',
      capital: '叁拾万元整',
    });
  });

  test('finds a value whose label could not be read by the row and the column of its form', () => {
    const lines = [
      line('常住人口登记卡', 100, 10),
      line('出生地', 20, 50),
      line('江西省南昌市', 120, 50),
      line('民族', 300, 50),
      line('汉族', 400, 50),
      line('黑龙江省哈尔滨市', 120, 80),
      line('出生日期', 300, 80),
      line('2008年03月23日', 400, 80),
      line('宗教信仰', 300, 110),
      line('无宗教信仰', 400, 110),
      line('婚姻状况', 300, 140),
      line('有配俱', 400, 140),
    ];
    expect(filled(layouts['household-resident'], lines)).toMatchObject({
      birthPlace: '江西省南昌市',
      hometown: '黑龙江省哈尔滨市',
      religion: '无宗教信仰',
      maritalStatus: '有配偶',
    });
  });

  test('knows a label whose first or last character was lost, whatever stands beside it', () => {
    const lines = [
      line('居民户口簿', 577, 288, 54),
      line('集体户', 398, 381, 38),
      line('主姓名', 722, 385, 34),
      line('于航', 847, 380, 35),
      line('户口登记机关', 738, 708, 34),
    ];
    expect(filled(layouts['household-head'], lines)).toMatchObject({ houseHolder: '于航', householdType: '集体户' });
    const back = [
      line('中华人民共和国机动车行驶证副页', 260, 119, 34),
      line('号牌号码', 120, 189, 29),
      line('京FF43570', 239, 185, 30),
      line('案编号', 511, 189, 29),
      line('110109610376', 631, 185, 29),
    ];
    expect(filled(layouts['vehicle-license-back'], back)).toMatchObject({ fileNum: '110109610376' });
    const dated = [
      line('中华人民共和国机动车行驶证', 146, 80, 23),
      line('注册日', 164, 323, 19),
      line('2020-09-13', 224, 328, 20),
      line('发证日期', 350, 324, 18),
      line('2020-09-14', 430, 329, 19),
    ];
    expect(filled(layouts['vehicle-license-front'], dated)).toMatchObject({ registerDate: '2020-09-13' });
  });

  test('takes no closing bracket of a label for its value', () => {
    const lines = [
      line('常住人口登记卡', 466, 101, 49),
      line('本市(县)', 141, 445, 33),
      line('其他住址', 138, 473, 33),
      line('海棠街113号20栋404室', 278, 460, 35),
      line('宗教信仰', 797, 459, 33),
    ];
    expect(filled(layouts['household-resident'], lines)).toMatchObject({ otherAddress: '海棠街113号20栋404室' });
  });

  test('reads labels whose accents were lost', () => {
    const lines = [
      line('PASSEPORT PASSPORT', 20, 10),
      line('Autorite', 400, 40, 12),
      line('Prefecture de police', 400, 58, 18),
      line('Behorde/Xutorxte', 400, 140, 12),
    ];
    expect(filled(layouts.passport, lines)).toMatchObject({ authority: 'Prefecture de police' });
  });

  test('joins no label to an authority that could hardly be read', () => {
    const lines = [
      line('PASSPORT', 20, 10),
      line('Authority', 400, 40, 12),
      line('PASSPORT OFFICE', 400, 58, 17),
      line('0og b', 400, 78, 8),
    ];
    expect(filled(layouts.passport, lines)).toMatchObject({ authority: 'PASSPORT OFFICE' });
    const dated = [line('PASSPORT', 20, 10), line('PASSPORT OFFICE', 400, 58, 17), line('14.11.2030', 400, 80, 17)];
    expect(filled(layouts.passport, dated)).toMatchObject({ authority: 'PASSPORT OFFICE' });
  });

  test('tells the value of a photocopied vehicle licence by its form where the labels are gone', () => {
    const lines = [
      line('中华人民共和国机动车行驶证', 165, 78, 24),
      line('云KV8S92', 127, 122, 22),
      line('小型精车', 364, 120, 22),
      line('所有人', 65, 152, 16),
      line('范菁莺', 126, 156, 25),
      line('住址', 65, 188, 21),
      line('云南省昆明市五华区龙泉大道71号21号楼2101', 128, 189, 24),
      line('货运', 114, 226, 25),
      line('宝马牌BMW7201HM', 261, 226, 25),
    ];
    expect(filled(layouts['vehicle-license-front'], lines)).toMatchObject({
      vehicleType: '小型轿车',
      address: '云南省昆明市五华区龙泉大道71号21号楼2101',
      useCharacter: '货运',
      model: '宝马牌BMW7201HM',
    });
  });

  test('takes the value of the page that is asked where two in view print the same label', () => {
    const page = (top: number, undertaker: string) => [line('承办人签章', 20, top), line(undertaker, 140, top)];
    const lines = [
      line('户主页', 200, 10),
      line('户别', 20, 40),
      line('家庭户', 120, 40),
      line('户主姓名', 300, 40),
      line('任仪', 400, 40),
      ...page(120, '刘平彩'),
      line('常住人口登记卡', 200, 300),
      line('姓名', 20, 340),
      line('萧思', 120, 340),
      line('曾用名', 20, 370),
      line('汪华', 120, 370),
      line('出生地', 20, 400),
      line('上海市', 120, 400),
      line('民族', 300, 400),
      line('满族', 400, 400),
      line('文化程度', 20, 430),
      line('高中', 120, 430),
      line('服务处所', 20, 460),
      line('杭州百川建材有限公司', 120, 460),
      ...page(500, '崔贞爱'),
    ];
    expect(filled(layouts['household-resident'], lines)).toMatchObject({ undertaker: '崔贞爱' });
    expect(filled(layouts['household-head'], lines)).toMatchObject({ undertaker: '刘平彩' });
  });

  test('mends an organisation code by its check digit and leaves other numbers as printed', () => {
    const lines = (tax: string) => [
      line('营业执照', 100, 10),
      line('组织机构代码', 20, 50),
      line('NYDGOP4W-5', 180, 50),
      line('税务登记号', 20, 90),
      line(tax, 180, 90),
    ];
    expect(filled(layouts['business-license'], lines('130203NYDGOP4W5'))).toMatchObject({
      organizationCode: 'NYDG0P4W-5',
      taxCode: '130203NYDG0P4W5',
    });
    expect(filled(layouts['business-license'], lines('4403O11234'))).toMatchObject({
      taxCode: '4403O11234',
    });
  });

  test('takes no letters of a seal behind a room’s number', () => {
    const lines = (address: string) => [
      line('居民户口簿', 100, 10),
      line('户主姓名', 300, 50),
      line('住址', 20, 80),
      line(address, 80, 80),
    ];
    expect(filled(layouts['household-head'], lines('全椒县人民中路386号8号楼201高派'))).toMatchObject({
      address: '全椒县人民中路386号8号楼201',
    });
    expect(filled(layouts['household-head'], lines('全椒县人民中路386号8号楼201室'))).toMatchObject({
      address: '全椒县人民中路386号8号楼201室',
    });
  });

  test('takes no date from the row above for an address, and no speck before a name', () => {
    const slanted = [
      line('公民身份号码', 198, 615, 37),
      line('姓名', 343, 210, 33),
      line('"1史菊雁', 425, 210, 37),
      line('住址', 273, 401, 33),
      line('1980年3月17日', 381, 385, 33),
    ];
    const found = filled(layouts['id-card-front'], slanted);
    expect(found).toMatchObject({ name: '史菊雁' });
    expect(found).not.toHaveProperty('address');
  });

  test('does not take one certificate for another', () => {
    expect(filled(layouts['driver-license-front'], front).proof).toBeLessThan(1);
    expect(filled(layouts['household-resident'], front).proof).toBeLessThan(1);
    expect(filled(layouts['id-card-front'], front).proof).toBeGreaterThanOrEqual(1);
  });
});

describe('other print beside a value', () => {
  const resident = [
    line('常住人口登记卡', 300, 10),
    line('姓名', 100, 50),
    line('卞浩', 200, 50),
    line('登记日期：', 460, 400),
  ];

  test('ends a name before a seal’s letters', () => {
    const lines = [
      ...resident,
      line('承办人签章：', 100, 400),
      line('滕石', 240, 402, 24),
      line('公安局', 372, 396, 30),
    ];
    expect(filled(layouts['household-resident'], lines)).toMatchObject({ undertaker: '滕石' });
    const parted = [...resident, line('承办人签章：', 100, 400), line('滕', 240, 402), line('石', 290, 402)];
    expect(filled(layouts['household-resident'], parted)).toMatchObject({ undertaker: '滕石' });
  });

  test('takes nothing by the labels of the facing page', () => {
    const facing = [
      line('户别', 100, 0),
      line('户主姓名', 450, 0),
      line('户号', 100, 30),
      line('902568894', 200, 30),
      line('承办人签章：', 100, 160),
      line('司马悦哲', 230, 160),
      line('签发日期：', 460, 160),
    ];
    const page = [...resident, line('承办人签章：', 100, 400), line('孟东涛', 230, 400)];
    const lines = [...facing, ...page.map((item) => ({ ...item, y: item.y + 500 }))];
    const found = filled(layouts['household-resident'], lines);
    expect(found).toMatchObject({ undertaker: '孟东涛', name: '卞浩' });
    expect(found).not.toHaveProperty('householdNumber');
    const alone = [...page, line('户号', 460, 15), line('902568894', 530, 15)];
    expect(filled(layouts['household-resident'], alone)).toMatchObject({ householdNumber: '902568894' });
  });

  test('leaves an identity card’s dates out of its authority', () => {
    const lines = [
      line('居民身份证', 60, 5),
      line('签发机关', 20, 100),
      line('积石山保安族东乡族撒拉族自治县公安局', 110, 100),
      line('2009.07.10-2029.07.10', 110, 132),
    ];
    expect(filled(layouts['id-card-back'], lines)).toMatchObject({
      authority: '积石山保安族东乡族撒拉族自治县公安局',
      startDate: '2009-07-10',
      endDate: '2029-07-10',
    });
    const speck = [
      line('居民身份证', 60, 5),
      line('签发机关', 20, 100),
      line('060', 105, 99, 4),
      line('青岛市公安局市南分局', 115, 100),
    ];
    expect(filled(layouts['id-card-back'], speck)).toMatchObject({ authority: '青岛市公安局市南分局' });
  });

  test('ends an office in capitals before the label below it', () => {
    const lines = [
      line('PASSPORT', 20, 10),
      line('Authority', 100, 40, 13),
      line('ANKARA', 100, 56, 16),
      line('Son gerli taate o eiry', 100, 76, 16),
    ];
    expect(filled(layouts.passport, lines)).toMatchObject({ authority: 'ANKARA' });
    const office = [...lines.slice(0, 2), line('MINISTRY OF', 100, 56, 16), line('FOREIGN AFFAIRS', 100, 76, 16)];
    expect(filled(layouts.passport, office)).toMatchObject({
      authority: expect.stringMatching(/^MINISTRY OF ?FOREIGN AFFAIRS$/),
    });
  });

  test('joins a date that was found in two pieces', () => {
    const lines = [
      line('护照', 20, 10),
      line('签发日期/Date of issue', 745, 365, 19),
      line('121月/JAN', 748, 386, 22),
      line('2021', 855, 385, 23),
    ];
    expect(filled(layouts.passport, lines)).toMatchObject({ issueDate: '20210112' });
  });

  test('finds values printed lower than their labels as the others of the page are', () => {
    const lines = [
      line('机动车行驶证', 60, 5),
      line('号牌号码', 20, 60),
      line('鄂AK7104', 140, 79),
      line('所有人', 20, 110),
      line('卞娟静', 140, 127),
      line('住址', 20, 160),
      line('湖北省武汉市武昌区晓月里262号', 140, 177),
      line('发动机号码', 220, 210),
      line('C370648', 350, 231),
      line('注册日期', 220, 260),
      line('发证日期', 430, 260),
      line('2015-09-14', 320, 286),
      line('2016-09-14', 530, 286),
    ];
    expect(filled(layouts['vehicle-license-front'], lines)).toMatchObject({
      engineNum: 'C370648',
      registerDate: '2015-09-14',
      issueDate: '2016-09-14',
    });
  });

  test('knows a label of which two characters were lost below one that lost its first', () => {
    const lines = [
      line('营业执照', 100, 10),
      line('法定代表人姓名', 20, 60),
      line('葛娟哲', 230, 60),
      line('司', 60, 110),
      line('类', 110, 110),
      line('型', 155, 110),
      line('有限责任公司', 230, 110),
      line('营', 60, 150),
      line('范', 105, 150),
      line('餐饮服务：网络设备销售。', 230, 150),
    ];
    expect(filled(layouts['business-license'], lines)).toMatchObject({
      companyType: '有限责任公司',
      business: '餐饮服务;网络设备销售。',
    });
  });

  test('reads beside a label in brackets what stands well apart from it', () => {
    const lines = [line('营业执照', 195, 110), line('(副本)', 300, 167, 27), line('(1-2)', 580, 170, 23)];
    expect(filled(layouts['business-license'], lines)).toMatchObject({ copyId: '1-2' });
  });

  test('knows a use with a stroke beside it, and an address behind a cut label', () => {
    const lines = [
      line('机动车行驶证', 60, 5),
      line('住址', 20, 40),
      line('斤青岛市市南区云帆路508号滨江-号24栋', 90, 40),
      line('使用性质', 20, 80),
      line('J预约出租客运', 120, 80),
    ];
    expect(filled(layouts['vehicle-license-front'], lines)).toMatchObject({
      useCharacter: '预约出租客运',
      address: '青岛市市南区云帆路508号滨江一号24栋',
    });
  });
});
