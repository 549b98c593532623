// The publication's page: nothing yet that needs a script.
