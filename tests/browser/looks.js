// What a person would see at once on the page as it is drawn; each look returns the words that are at fault.
({
  words: (e) => (e.matches("input") ? e.value : e.textContent).trim().slice(0, 60),
  said: (e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()),
  shown(within = "[data-testid=stMain] *") {
    const sees = { opacityProperty: true, visibilityProperty: true };
    return [...document.querySelectorAll(within)].filter((e) => e.checkVisibility(sees));
  },
  // off the screen to the right, with nothing around it that scrolls
  outside() {
    const held = (e) => e && !e.matches("[data-testid=stMain]")
      && (getComputedStyle(e).overflowX !== "visible" || held(e.parentElement));
    const off = (box) => box.width > 2 && box.right > innerWidth + 1;
    return this.shown().filter((e) => off(e.getBoundingClientRect()) && !held(e.parentElement)).map(this.words);
  },
  // a column of letters
  narrow() {
    const thin = (box) => box.width && box.width < 60 && box.height > 60;
    return this.shown().filter((e) => this.said(e) && !e.closest("svg, td, th"))
      .filter((e) => this.words(e).length > 12 && thin(e.getBoundingClientRect())).map(this.words);
  },
  // words that their own box cuts, and a box of choices that does not say them below
  cut() {
    const over = this.shown().filter((e) => e.clientWidth && e.scrollWidth > e.clientWidth + 1);
    const told = (e) => e.closest("[data-testid=stSelectbox]")?.dataset.whole === e.value;
    const clips = (e) => this.said(e) && /hidden|clip/.test(getComputedStyle(e).overflowX);
    return over.filter((e) => !e.closest("svg, [data-testid=stDataFrame]"))
      .filter((e) => (e.matches("input") ? !told(e) : clips(e))).map(this.words);
  },
  // words that run out of a chart; what is turned on its side is left to the eye
  cut_in_charts() {
    return this.shown("svg.marks text").filter((e) => e.textContent.trim()).filter((e) => {
      const chart = e.closest("svg").getBoundingClientRect(), word = e.getBoundingClientRect();
      const slack = 2 + 0.05 * word.width;
      return word.width > word.height && (word.right > chart.right + slack || word.left < chart.left - slack);
    }).map(this.words);
  },
  // answers that the levers stand over
  covered() {
    const levers = document.querySelector("[data-testid=stSidebar][aria-expanded=true]")?.getBoundingClientRect();
    return this.shown("[data-testid=stMain] h2").filter((e) => e.getBoundingClientRect().left < levers?.right).map(this.words);
  },
  // smaller than what the back row reads
  small(least) {
    return this.shown().filter((e) => this.said(e) && e.getBoundingClientRect().width > 2)
      .filter((e) => !e.closest(".stTooltipIcon, .st-key-lbdp-tour-controls, [data-testid=stIconMaterial]"))
      .filter((e) => parseFloat(getComputedStyle(e).fontSize) < least - 0.1).map(this.words);
  },
  // words of a chart too pale for the paper that they stand on
  pale(least) {
    const channels = (colour) => colour.match(/[0-9.]+/g).slice(0, 3).map((v) => v / 255)
      .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    const light = (colour) => channels(colour).reduce((sum, v, n) => sum + v * [0.2126, 0.7152, 0.0722][n], 0);
    const paper = light(getComputedStyle(document.querySelector("[data-testid=stApp]")).backgroundColor);
    const contrast = (ink) => (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
    return this.shown("svg.marks text").filter((e) => e.textContent.trim())
      .filter((e) => contrast(light(getComputedStyle(e).fill)) < least)
      .map((e) => `${e.textContent} ${getComputedStyle(e).fill}`);
  },
  // what paper has no use for
  controls() {
    return this.shown("button, input:not([role=combobox]), [role=slider], [role=tab]").map((e) => e.outerHTML.slice(0, 200));
  },
})
