import type { CardUploadProps } from '@scanfill/widget';
import { useState } from 'react';
import { getSession } from '../session.ts';
import { readMode } from '../shell/mode.ts';
import { useTheme } from '../shell/use-theme.ts';
import { useLanguage } from '../texts/use-texts.ts';
import './more-formats.ts';

type Settings = Pick<CardUploadProps, 'endpoint' | 'session' | 'lang' | 'theme' | 'review' | 'phone'>;

/**
 * What every upload on these pages has in common: this server, and the page's language and theme. The pages show
 * results themselves.
 */
export function useUploadSettings(): Settings {
  const { lang } = useLanguage();
  const theme = useTheme();
  const [{ phone }] = useState(() => readMode());
  return {
    endpoint: '/scanfill',
    session: getSession,
    lang: lang === 'zh' ? 'zh-CN' : 'en',
    theme,
    review: 'off',
    phone,
  };
}
