import 'element-plus/dist/index.css';
import ElementPlus from 'element-plus';
import { createApp } from 'vue';
import SignUp from './SignUp.vue';

createApp(SignUp).use(ElementPlus).mount('#app');
