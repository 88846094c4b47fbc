// Before anything is painted: the front door, which is in English, is not shown to who reads another language,
// comes to another view, or is signed in.
{
  const abroad = !/^en\b/i.test(new URLSearchParams(location.search).get("lang") || navigator.language);
  const inside = Object.keys(sessionStorage).some((key) => key.endsWith(".LastAuthUser"));
  document.documentElement.classList.toggle("abroad", abroad);
  document.documentElement.classList.toggle("elsewhere", abroad || inside || location.hash.length > 2);
}
