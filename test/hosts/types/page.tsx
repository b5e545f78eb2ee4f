import { CardUpload } from '@scanfill/widget';
import { inspectImage } from '@scanfill/widget/core';
import '@scanfill/widget/element';
import '@scanfill/widget/styles.css';

export const page = <CardUpload card="passport" endpoint="/scanfill" session={() => 'token'} />;
export const inspect: unknown = inspectImage;
