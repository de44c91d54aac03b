import '@fontsource-variable/atkinson-hyperlegible-next/wght.css';
import './style/tokens.css';
import './style/base.css';
import { mount } from 'svelte';
import App from './App.svelte';
import { language } from './i18n/language.svelte.js';

const target = document.getElementById('app');
if (!target) throw new Error('index.html has no #app');
// In the language one has chosen, from the first word on.
void language.restore().then(() => mount(App, { target }));
