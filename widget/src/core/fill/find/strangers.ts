/** Words of groups that are about somebody else than the card's holder. */
export const others =
  'father|mother|parent|spouse|husband|wife|partner|child|children|kid|son|daughter|sibling|brother|sister|guardian|emergency|emergencycontact|contact|contactperson|nextofkin|beneficiary|referrer|referee|reference|employer|school|university|bank|agent|representative|witness|guarantor|cosigner|coapplicant|coborrower|recipient|sender|shipping|delivery|payee|seller|buyer|landlord|doctor|friend|relative|family|dependent|dependant|companion|父亲|母亲|父親|母親|父母|配偶|子女|孩子|监护人|監護人|紧急联系人|緊急聯絡人|联系人|受益人|推荐人|担保人|收件人|代理人|保護者|緊急連絡先|아버지|어머니|배우자|보호자|비상연락처|cha|mẹ|vợ|chồng|liên hệ khẩn cấp|บิดา|มารดา|คู่สมรส|ผู้ติดต่อฉุกเฉิน|ayah|ibu|pasangan|wali|kontak darurat|padre|madre|cónyuge|esposo|esposa|tutor|contacto de emergencia|pai|mãe|cônjuge|contato de emergência|père|mère|conjoint|tuteur|contact d’urgence|vater|mutter|ehepartner|ehegatte|notfallkontakt|kind|erziehungsberechtigte|отец|мать|супруг|супруга|опекун|экстренный контакт|الأب|الأم|الزوج|الزوجة|جهة اتصال الطوارئ';

/** Words of groups about a company, which is somebody else beside a person's card. */
export const firms =
  'company|employer|business|organisation|organization|firm|corporate|corporation|merchant|公司|企业|單位|单位|企業|会社|회사|công ty|บริษัท|perusahaan|empresa|entreprise|société|firma|unternehmen|компания|организация|الشركة';
