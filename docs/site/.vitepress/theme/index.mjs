import theme from 'vitepress/theme-without-fonts';
import { Playground } from './playground.mjs';
import './theme.css';

export default {
  extends: theme,
  enhanceApp: ({ app }) => {
    app.component('Playground', Playground);
  },
};
