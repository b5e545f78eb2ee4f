import { mountPage } from '../shell/page.tsx';
import { NotFoundPage } from './not-found-page.tsx';

mountPage('notFoundTitle', <NotFoundPage />);
