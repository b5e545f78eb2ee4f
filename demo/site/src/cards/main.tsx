import { mountPage } from '../shell/page.tsx';
import { CardsPage } from './cards-page.tsx';

mountPage('navCards', <CardsPage />);
