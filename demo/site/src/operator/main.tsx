import { mountPage } from '../shell/page.tsx';
import { OperatorPage } from './operator-page.tsx';

mountPage('operatorTitle', <OperatorPage />);
