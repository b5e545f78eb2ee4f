import type { CardName } from '@scanfill/proxy/contract';
import { CardUploadGroup, type CardUploadGroupProps } from '@scanfill/widget';
import { useCallback, useRef, useState } from 'react';
import { SpecimenStrip } from '../specimens/specimen-strip.tsx';
import type { Specimens } from '../specimens/specimens.ts';
import { useUploadSettings } from '../upload/upload-settings.ts';
import '@scanfill/widget/styles.css';
import '../styles/slot.css';

type Props = {
  readonly specimens: Specimens;
  readonly fill: CardUploadGroupProps<IdCard>['fill'];
  readonly onFilled: CardUploadGroupProps<IdCard>['onFilled'];
};

const idCards = ['id-card-front', 'id-card-back'] as const satisfies readonly CardName[];
type IdCard = (typeof idCards)[number];

/** Both sides of the ID card in one flow, with specimens below for visitors without a card at hand. */
export function IdCardSlot({ specimens, fill, onFilled }: Props) {
  const settings = useUploadSettings();
  const area = useRef<HTMLDivElement>(null);
  const [files, setFiles] = useState<{ readonly [K in IdCard]?: File }>({});
  const take = useCallback((card: CardName, file: File) => setFiles((before) => ({ ...before, [card]: file })), []);
  return (
    <div className="slot">
      <div className="slot-upload" ref={area}>
        <CardUploadGroup {...settings} cards={idCards} files={files} fill={fill} onFilled={onFilled} />
      </div>
      <SpecimenStrip cards={idCards} specimens={specimens} area={area} onFile={take} />
    </div>
  );
}
