import { mountPage } from '../shell/page.tsx';
import { LivePage } from './live-page.tsx';

mountPage('liveTitle', <LivePage />);
