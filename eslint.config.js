// Rules that find mistakes. How code looks is left to Prettier; which room of the house may import
// what, and which packages have one door only, stands in .dependency-cruiser.cjs.
import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './web/svelte.config.js';

/** Where the strict presets would make code longer without making it safer. */
const adjusted = {
  // The library marks it so that one thinks twice: unencrypted providers are for one's own machine.
  '@typescript-eslint/no-deprecated': [
    'error',
    { allow: [{ from: 'package', package: 'openid-client', name: 'allowInsecureRequests' }] },
  ],
  '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
  // A library's private field is reached with brackets, so that one sees it.
  '@typescript-eslint/dot-notation': ['error', { allowPrivateClassPropertyAccess: true }],
  // Nest's modules are empty classes that carry a decorator.
  '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
  '@typescript-eslint/no-unused-vars': [
    'error',
    { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
  ],
  // Options of Nest are typed as classes and given as object literals.
  '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
  // An empty text is often as good as none.
  '@typescript-eslint/prefer-nullish-coalescing': [
    'error',
    { ignorePrimitives: { string: true, boolean: true } },
  ],
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
  '@typescript-eslint/switch-exhaustiveness-check': [
    'error',
    { considerDefaultExhaustiveForUnions: true },
  ],
};

export default defineConfig(
  { ignores: ['dist/', '.cache/', '.data/', 'coverage/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: { globals: globals.node },
  },
  {
    files: ['**/*.{ts,svelte}'],
    extends: [ts.configs.strictTypeChecked, ts.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: true,
        extraFileExtensions: ['.svelte'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      ...adjusted,
      eqeqeq: 'error',
      // Leaves alone what decorators need as values: the classes that Nest injects.
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/consistent-type-exports': 'error',
    },
  },
  {
    files: ['test/**'],
    rules: {
      // What is missing fails the test where it is used.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // Stand-ins keep the signature of what they stand in for.
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    // Their tests run in one time zone alone, so nothing here may ask where the computer stands.
    files: ['src/domain/person-guard/**', 'src/domain/audit/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        'MemberExpression[property.name=/^[gs]et(FullYear|Month|Date|Day|Hours|Minutes|TimezoneOffset)$/]',
        'MemberExpression[property.name=/^to(Locale.*|Date|Time)String$/]',
        'MemberExpression[object.name="Date"][property.name!="UTC"]',
        'NewExpression[callee.name="Date"]:not([arguments.0.callee.property.name="UTC"])',
        'Identifier[name="Intl"]',
      ],
      'no-restricted-imports': ['error', { patterns: ['*date-fns*', '**/schedule/*'] }],
    },
  },
  {
    // The logger gives lines a level and a form; only programs speak straight to whoever runs them.
    files: ['src/**/*.ts'],
    ignores: ['src/main.ts', 'src/admin.ts'],
    rules: { 'no-console': 'error' },
  },
  svelte.configs.recommended,
  {
    files: ['web/**'],
    languageOptions: { globals: globals.browser },
  },
  {
    files: ['web/**/*.{svelte,svelte.ts}'],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
    rules: {
      // The second knows that `let { … } = $props()` is written with let.
      'prefer-const': 'off',
      'svelte/prefer-const': 'error',
      // It also asks for reactive collections where one is made, filled and handed over.
      'svelte/prefer-svelte-reactivity': 'off',
    },
  },
  {
    // The types of snippets and of other components are known to svelte-check alone.
    files: ['web/**/*.svelte'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
);
