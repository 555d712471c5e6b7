// Style of the page's scripts. That every name exists is checked by their types.
import js from "@eslint/js";

export default [
  { ignores: ["geoevents/data/**"] },
  js.configs.recommended,
  {
    languageOptions: { ecmaVersion: 2023 },
    rules: {
      "no-undef": "off",
      eqeqeq: "error",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-script-url": "error",
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-const": "error",
      "prefer-template": "error",
      curly: ["error", "multi-line"],
    },
  },
  {
    files: ["geoevents/**"],
    languageOptions: { sourceType: "script" },
    rules: {
      // The page takes out comments and indentation line by line: no text may look like the one or hold the other.
      "no-multi-str": "error",
      "no-restricted-syntax": ["error", { selector: "Literal[value=/\\u002f\\*/], TemplateElement[value.raw=/\\u002f\\*|\\n/]", message: "This text would not survive page.py." }],
    },
  },
  { files: ["geoevents/static/widget.js"], languageOptions: { sourceType: "module" } },
  { files: ["tests/js/**"], languageOptions: { sourceType: "module" } },
];
