/** The 56 ethnic groups of GB/T 3304-1991 without their ending 族, in the order of its codes. */
const recognised =
  '汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 ' +
  '撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺';

/**
 * What registers print besides: groups that count as none of the 56 (the Ministry of Public Security has 穿青人 and 革家人
 * printed so, others by decision of a province), and the standard's own 其他 (97) and 外国血统中国籍人士 (98).
 */
const besides =
  '穿青人 穿青 革家人 革家 亻革家人 亻革家 摩梭人 僜人 夏尔巴人 克木人 图瓦人 莽人 老品人 八甲人 本人 昆格人 康家人 托茂人 空格人 老缅人 毕苏人 佯僙人 ' +
  '其他 其它 未识别民族 未定族称人口 外国血统 外国血统中国籍人士 外国血统中国人';

/** Every ethnic group as an ID card or a household register may print it, without the ending 族. */
export const ethnicGroups: readonly string[] = `${recognised} ${besides}`.split(' ');

/**
 * The group a printed text begins with, as printed: with its 族 where that stands there, and with 入籍 in or without
 * brackets behind the name of a people, as for those who took Chinese citizenship; undefined where it begins with none.
 */
export function ethnicGroupOf(text: string): string | undefined {
  const plain = text.replace(/\s/g, '');
  const naturalised = /^\p{Script=Han}{1,8}[(（]?入籍[)）]?/u.exec(plain)?.[0];
  if (naturalised !== undefined) return naturalised;
  const name = ethnicGroups.filter((each) => plain.startsWith(each)).sort((a, b) => b.length - a.length)[0];
  return name === undefined ? undefined : plain.startsWith(`${name}族`) ? `${name}族` : name;
}
