import type { CardName, DoneScan } from '@scanfill/proxy/contract';
import { CardUpload, type CardUploadProps } from '@scanfill/widget';
import { useRef, useState } from 'react';
import { getSession } from '../session.ts';
import { useTheme } from '../shell/theme.ts';
import { SpecimenStrip } from '../specimens/specimen-strip.tsx';
import type { Specimens } from '../specimens/specimens.ts';
import { useLanguage } from '../texts/use-texts.ts';
import '@scanfill/widget/styles.css';
import '../styles/slot.css';

type Props = {
  readonly card: CardName;
  readonly specimens: Specimens;
  /** The form the fields are written into; absent: nothing is filled. */
  readonly fill?: CardUploadProps['fill'];
  readonly onFilled?: CardUploadProps['onFilled'];
  readonly onDone?: (scan: DoneScan) => void;
  /** Also called without fields when the photo is taken away. */
  readonly onChange?: CardUploadProps['onChange'];
};

/** The upload component as a host embeds it, with specimens below for visitors without a card at hand. */
export function CardSlot({ card, specimens, fill, onFilled, onDone, onChange }: Props) {
  const { lang } = useLanguage();
  const { theme } = useTheme();
  const area = useRef<HTMLDivElement>(null);
  const [file, setFile] = useState<File>();
  return (
    <div className="slot" data-card={card}>
      <div className="slot-upload" ref={area}>
        <CardUpload
          card={card}
          endpoint="/scanfill"
          session={getSession}
          lang={lang === 'zh' ? 'zh-CN' : 'en'}
          theme={theme}
          review="off"
          file={file}
          fill={fill}
          onFilled={onFilled}
          onDone={onDone}
          onChange={onChange}
        />
      </div>
      <SpecimenStrip card={card} specimens={specimens} area={area} onFile={setFile} />
    </div>
  );
}
