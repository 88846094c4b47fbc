// Before anything is painted: the front door is not shown to who comes to another view, or is signed in.
if (location.hash.length > 2 || Object.keys(sessionStorage).some((key) => key.endsWith(".LastAuthUser")))
  document.documentElement.classList.add("elsewhere");
