import type { Random } from '../random.ts';

/** A county-level place with its six-digit code of GB/T 2260. */
export type Place = { code: string; province: string; city: string; district: string };

/** Province name, the character on its number plates, its Latin spelling on passports. */
export type Province = { name: string; plate: string; latin: string; short: string };

const provinceRows =
  '11|北京市|京|BEIJING|北京 12|天津市|津|TIANJIN|天津 13|河北省|冀|HEBEI|河北 14|山西省|晋|SHANXI|山西 15|内蒙古自治区|蒙|NEIMENGGU|内蒙古 21|辽宁省|辽|LIAONING|辽宁 22|吉林省|吉|JILIN|吉林 23|黑龙江省|黑|HEILONGJIANG|黑龙江 31|上海市|沪|SHANGHAI|上海 32|江苏省|苏|JIANGSU|江苏 33|浙江省|浙|ZHEJIANG|浙江 34|安徽省|皖|ANHUI|安徽 35|福建省|闽|FUJIAN|福建 36|江西省|赣|JIANGXI|江西 37|山东省|鲁|SHANDONG|山东 41|河南省|豫|HENAN|河南 42|湖北省|鄂|HUBEI|湖北 43|湖南省|湘|HUNAN|湖南 44|广东省|粤|GUANGDONG|广东 45|广西壮族自治区|桂|GUANGXI|广西 46|海南省|琼|HAINAN|海南 50|重庆市|渝|CHONGQING|重庆 51|四川省|川|SICHUAN|四川 52|贵州省|贵|GUIZHOU|贵州 53|云南省|云|YUNNAN|云南 54|西藏自治区|藏|XIZANG|西藏 61|陕西省|陕|SHAANXI|陕西 62|甘肃省|甘|GANSU|甘肃 63|青海省|青|QINGHAI|青海 64|宁夏回族自治区|宁|NINGXIA|宁夏 65|新疆维吾尔自治区|新|XINJIANG|新疆';
const placeRows =
  '110101||东城区 110102||西城区 110105||朝阳区 110106||丰台区 110108||海淀区 120101||和平区 120104||南开区 130102|石家庄市|长安区 130203|唐山市|路北区 131023|廊坊市|永清县 140105|太原市|小店区 150102|呼和浩特市|新城区 210102|沈阳市|和平区 210202|大连市|中山区 220102|长春市|南关区 230102|哈尔滨市|道里区 310101||黄浦区 310104||徐汇区 310115||浦东新区 320102|南京市|玄武区 320505|苏州市|虎丘区 320583|苏州市|昆山市 330106|杭州市|西湖区 330203|宁波市|海曙区 330782|金华市|义乌市 340104|合肥市|蜀山区 350102|福州市|鼓楼区 350203|厦门市|思明区 350582|泉州市|晋江市 360102|南昌市|东湖区 370102|济南市|历下区 370202|青岛市|市南区 371122|日照市|莒县 410102|郑州市|中原区 410302|洛阳市|老城区 411328|南阳市|唐河县 420106|武汉市|武昌区 420111|武汉市|洪山区 430102|长沙市|芙蓉区 430682|岳阳市|临湘市 440103|广州市|荔湾区 440106|广州市|天河区 440304|深圳市|福田区 440305|深圳市|南山区 450103|南宁市|青秀区 450302|桂林市|秀峰区 460105|海口市|秀英区 500103||渝中区 500106||沙坪坝区 510104|成都市|锦江区 510107|成都市|武侯区 511011|内江市|东兴区 520102|贵阳市|南明区 530102|昆明市|五华区 540102|拉萨市|城关区 610102|西安市|新城区 610113|西安市|雁塔区 620102|兰州市|城关区 630102|西宁市|城东区 640104|银川市|兴庆区 650102|乌鲁木齐市|天山区';

const provinces = new Map<string, Province>(
  provinceRows.split(' ').map((row) => {
    const [code = '', name = '', plate = '', latin = '', short = ''] = row.split('|');
    return [code, { name, plate, latin, short }];
  }),
);

/** All provinces the generator knows. */
export const allProvinces: readonly Province[] = [...provinces.values()];

const places: readonly Place[] = placeRows.split(' ').map((row) => {
  const [code = '', city = '', district = ''] = row.split('|');
  return { code, province: provinces.get(code.slice(0, 2))?.name ?? '', city, district };
});

/** Any place. */
export const place = (random: Random): Place => random.pick(places);

/** The province a place lies in. */
export function provinceOf(where: Place): Province {
  const found = provinces.get(where.code.slice(0, 2));
  if (!found) throw new RangeError(`no province for ${where.code}`);
  return found;
}

/** "四川省成都市锦江区"; municipalities have no city level. */
export const regionName = (where: Place): string => where.province + where.city + where.district;

/** The police authority that issues identity cards there. */
export function policeOf(where: Place): string {
  const county = /[县市]$/.test(where.district);
  if (county) return `${where.district}公安局`;
  const city = where.city || where.province;
  return `${city}公安局${where.district.replace(/区$/, '')}分局`;
}

const streets =
  '云溪 星河 青禾 望舒 松烟 梧桐 听雨 临江 朝晖 映月 晴川 栖霞 银杏 海棠 白鹭 紫藤 揽翠 长亭 清源 永和 春晓 丰泽 新桥 古槐 石榴 东篱 南浦 西塘 北望 双桂'.split(
    ' ',
  );
const estates =
  '晴川花园 栖霞苑 云庭雅居 锦绣新村 滨河家园 枫林小区 金色年华 翠湖名邸 阳光里 和顺园 书香门第 御景台'.split(' ');
const villages = '柳溪 石桥 新合 大湾 杏花 前进 上河 东岗 青石 后山 三里 红星'.split(' ');

/** A street address below the district: real words, no real street. */
export function street(random: Random, place: Place): string {
  if (/[县市]$/.test(place.district) && random.chance(0.6)) {
    return `${random.pick(villages)}镇${random.pick(villages)}村${random.pick(['', `${random.int(1, 12)}组`])}${random.int(1, 299)}号`;
  }
  const road = `${random.pick(streets)}${random.pick(['路', '街', '大道', '巷', '东路', '西街', '北路'])}`;
  const number = `${random.int(1, 998)}号`;
  const kind = random.int(0, 4);
  if (kind === 0) return `${road}${number}`;
  if (kind === 1) return `${road}${number}${random.int(1, 30)}栋${random.int(1, 33)}0${random.int(1, 6)}室`;
  if (kind === 2)
    return `${road}${number}${random.pick(estates)}${random.int(1, 28)}幢${random.int(1, 4)}单元${random.int(1, 30)}0${random.int(1, 4)}`;
  if (kind === 3)
    return `${random.pick(estates)}${random.int(1, 40)}号楼${random.int(1, 6)}门${random.int(1, 28)}0${random.int(1, 8)}号`;
  return `${road}${random.int(1, 99)}弄${random.int(1, 60)}号${random.int(1, 6)}0${random.int(1, 4)}室`;
}

/** A whole address as an identity card prints it. */
export const address = (random: Random, where: Place): string => regionName(where) + street(random, where);

/** The names of fictional streets and estates, for signs and headings elsewhere. */
export const streetName = (random: Random): string => random.pick(streets);
