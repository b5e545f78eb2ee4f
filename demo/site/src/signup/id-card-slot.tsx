import type { CardName } from '@scanfill/proxy/contract';
import { CardUploadGroup, type CardUploadGroupProps } from '@scanfill/widget';
import { useRef } from 'react';
import { SpecimenStrip } from '../specimens/specimen-strip.tsx';
import type { Specimens } from '../specimens/specimens.ts';
import { useLanguage } from '../texts/use-texts.ts';
import { useUploadSettings } from '../upload/upload-settings.ts';
import '@scanfill/widget/styles.css';
import '../styles/slot.css';

type Props = {
  readonly specimens: Specimens;
  /** Specimens that were handed in, by side. */
  readonly files: IdCardFiles;
  readonly onFile: (card: CardName, file: File) => void;
  readonly fill: CardUploadGroupProps<IdCard>['fill'];
  readonly onFilled: CardUploadGroupProps<IdCard>['onFilled'];
};

/** The sides of an ID card. */
export const idCards = ['id-card-front', 'id-card-back'] as const satisfies readonly CardName[];
type IdCard = (typeof idCards)[number];
/** A file for each side that has one. */
export type IdCardFiles = { readonly [K in IdCard]?: File };

/** Both sides of the ID card in one flow, with specimens below for visitors without a card at hand. */
export function IdCardSlot({ specimens, files, onFile, fill, onFilled }: Props) {
  const settings = useUploadSettings();
  const { texts } = useLanguage();
  const area = useRef<HTMLDivElement>(null);
  return (
    <div className="slot">
      <div className="slot-upload" ref={area}>
        <CardUploadGroup {...settings} cards={idCards} files={files} fill={fill} onFilled={onFilled} />
      </div>
      <SpecimenStrip cards={idCards} specimens={specimens} area={area} onFile={onFile} />
      {settings.phone ? null : <p className="no-phone">{texts.noPhone}</p>}
    </div>
  );
}
