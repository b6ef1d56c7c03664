/** Home: how the project did over the time range: how much, how dear, how fast, how often it failed. */
export { HomePage } from './home-page.tsx';
