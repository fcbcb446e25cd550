// The form of a stream's rules: by which pages, from which networks and countries it is watched, and from where it is published.

import { element } from "./session.js";

const SITES = "Sites with a comma between: school.example, or *.school.example for all below it.";
const NETWORKS = "Addresses and networks with a comma between: 192.0.2.0/24, 2001:db8::/32.";
const COUNTRIES = "Codes of two letters with a comma between: DE, AT, CH.";

const addresses = (who) => [
  { path: "allow", label: "Only these networks", hint: `${NETWORKS} None: all.` },
  { path: "deny", label: "Never these networks", hint: NETWORKS },
  { path: "countries", label: "Only these countries", hint: `${COUNTRIES} None: all.`, country: true },
  { path: "notCountries", label: "Never these countries", hint: COUNTRIES, country: true },
  { path: "unknownCountry", check: `Let those ${who} whose country is not known, private networks among them`, country: true },
];

const GROUPS = [
  {
    name: "referers",
    legend: "Pages that show the stream",
    about: "Keeps other sites from showing the stream as theirs. Pages of this server always may.",
    fields: [
      { path: "allow", label: "Only pages of these sites", hint: `${SITES} None: all.` },
      { path: "deny", label: "Never pages of these sites", hint: SITES },
      { path: "empty", check: "Let those watch who name no page: VLC and other programs, RTMP, browsers told not to say" },
    ],
  },
  { name: "play", legend: "From where one watches", fields: addresses("watch") },
  {
    name: "publish",
    legend: "From where one publishes",
    about: "Besides the stream key. It is looked at when a broadcast begins.",
    fields: addresses("publish"),
  },
];

const id = (group, field) => `${group.name}-${field.path}`;
const listed = (text) => text.split(/[\s,;]+/).filter(Boolean);

export class RulesForm {
  /** @param place the details element that the form is made in */
  constructor(place) {
    this.place = place;
    this.state = place.querySelector(".rules-state");
    for (const group of GROUPS) place.append(this.fieldset(group));
  }

  fieldset(group) {
    const set = element("fieldset", "rules");
    set.append(element("legend", "", group.legend));
    if (group.about) set.append(element("p", "hint", group.about));
    const fields = element("div", "fields");
    for (const field of group.fields) fields.append(field.check ? this.check(group, field) : this.list(group, field));
    set.append(fields);
    return set;
  }

  list(group, field) {
    const name = id(group, field);
    const made = element("div");
    const label = element("label", "", field.label);
    label.htmlFor = name;
    const area = Object.assign(element("textarea"), { id: name, rows: 2, autocomplete: "off", spellcheck: false });
    area.setAttribute("aria-describedby", `${name}-hint ${name}-wrong`);
    const hint = Object.assign(element("p", "hint", field.hint), { id: `${name}-hint` });
    const wrong = Object.assign(element("p", "wrong"), { id: `${name}-wrong`, hidden: true });
    made.append(label, area, hint, wrong);
    return made;
  }

  check(group, field) {
    const made = element("div", "wide");
    const label = element("label", "check");
    const input = Object.assign(element("input"), { id: id(group, field), type: "checkbox" });
    label.append(input, ` ${field.check}`);
    made.append(label);
    return made;
  }

  /** The fields that may be objected to, as the API names them. */
  get names() {
    return GROUPS.flatMap((group) => group.fields.filter((field) => !field.check).map((field) => `${group.name}.${field.path}`));
  }

  /**
   * @param rules as the API has them; absent for none
   * @param countriesKnown whether the server can tell countries
   */
  show(rules, countriesKnown) {
    for (const group of GROUPS) {
      for (const field of group.fields) {
        const input = this.place.querySelector(`#${id(group, field)}`);
        const value = rules?.[group.name]?.[field.path];
        if (field.check) input.checked = value ?? true;
        else input.value = (value ?? []).join(", ");
        if (field.country) input.closest("div").hidden = !countriesKnown && (field.check || !input.value);
      }
    }
    this.place.querySelector(".no-countries").hidden = countriesKnown;
    this.before = JSON.stringify(this.value);
    const set = GROUPS.filter((group) => group.fields.some((field) => this.says(group, field)));
    this.state.textContent = set.length ? `Set: ${set.map((group) => group.legend.toLowerCase()).join(", ")}` : "None: everywhere, and on every page";
    this.place.open = set.length > 0;
  }

  says(group, field) {
    const input = this.place.querySelector(`#${id(group, field)}`);
    return field.check ? group.name === "referers" && !input.checked : listed(input.value).length > 0;
  }

  /** What is written, as the API takes it. */
  get value() {
    const made = {};
    for (const group of GROUPS) {
      made[group.name] = {};
      for (const field of group.fields) {
        const input = this.place.querySelector(`#${id(group, field)}`);
        made[group.name][field.path] = field.check ? input.checked : listed(input.value);
      }
    }
    return made;
  }

  get changed() {
    return JSON.stringify(this.value) !== this.before;
  }
}
