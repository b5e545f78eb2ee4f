import { acceptHeic } from '@scanfill/widget/heic';
import { acceptPdf } from '@scanfill/widget/pdf';

// Every upload of these pages takes HEIC and a page of a PDF: the server lays the decoders beside the widget's workers.
acceptHeic({ files: '/widget/heic/' });
acceptPdf({ files: '/widget/pdf/' });
